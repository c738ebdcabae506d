import { say } from '../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../core/SfumatoError.ts';

interface SystemFault {
  readonly code?: string;
  /** SQLite's extended result code; its low byte is the primary one. */
  readonly errcode?: number;
}

const sqliteBusy = 5;
const sqliteLocked = 6;
const sqliteReadOnly = 8;
const sqliteCorrupt = 11;
const sqliteFull = 13;
const sqliteCannotOpen = 14;
const sqliteNotADatabase = 26;

const codeOfSystemFault: Readonly<Record<string, FaultCode>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EFBIG: 'diskFull',
  EACCES: 'permissionDenied',
  EPERM: 'permissionDenied',
  EROFS: 'permissionDenied',
  ENOENT: 'notFound',
  ENOTDIR: 'notFound',
  EISDIR: 'invalidInput',
};

const codeOfSqliteFault: Readonly<Record<number, FaultCode>> = {
  [sqliteBusy]: 'projectLocked',
  [sqliteLocked]: 'projectLocked',
  [sqliteReadOnly]: 'permissionDenied',
  [sqliteCorrupt]: 'corrupt',
  [sqliteFull]: 'diskFull',
  [sqliteCannotOpen]: 'permissionDenied',
  [sqliteNotADatabase]: 'corrupt',
};

const messageOfCode = {
  diskFull: 'diskFull',
  permissionDenied: 'permissionDenied',
  notFound: 'doesNotExist',
  invalidInput: 'isFolder',
  corrupt: 'databaseDamaged',
  projectLocked: 'usedElsewhere',
} as const;

type FaultCode = keyof typeof messageOfCode;

/**
 * Turns a fault of the file system or of SQLite into the program's own error, naming the place.
 * @param place the folder or file that was worked on
 */
export function systemError(thrown: unknown, place: string): SfumatoError {
  if (thrown instanceof SfumatoError) return thrown;
  const fault = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as SystemFault;
  const code =
    (fault.errcode === undefined ? undefined : codeOfSqliteFault[fault.errcode & 0xff]) ??
    (fault.code === undefined ? undefined : codeOfSystemFault[fault.code]);
  if (code === undefined) return new SfumatoError('internal', say('faultAt', { place, why: messageOf(thrown) }), { cause: thrown });
  return new SfumatoError(code, say(messageOfCode[code], { place }), { cause: thrown });
}
