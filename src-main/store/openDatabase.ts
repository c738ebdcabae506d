import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import { migrate, refuseNewerSchema } from './migrate.ts';
import type { MigrationPlan } from './migrate.ts';
import { assertSqliteVersion } from './sqliteVersion.ts';
import { systemError } from '../files/systemError.ts';

export interface OpenDatabase {
  readonly database: DatabaseSync;
  close(): void;
}

/** Long enough for a process that is just closing the project to finish. */
const busyTimeoutMs = 500;

/** The beginning of every SQLite file, and where its header keeps two numbers (big endian): sqlite.org/fileformat.html. */
const sqliteMagic = 'SQLite format 3\0';
const userVersionOffset = 60;
const applicationIdOffset = 68;

/**
 * Opens (or makes) a project's database for this process alone and brings its schema up to date.
 *
 * The lock is SQLite's own: in WAL mode with `locking_mode = EXCLUSIVE` the operating system holds it for the process
 * and frees it when the process ends in whatever way, so no stale lock can be left. `open-by.json` only tells who it is.
 * @throws SfumatoError `projectLocked`, `newerSchema`, `corrupt`, `diskFull`, `permissionDenied`
 */
export function openDatabase(path: string, plan: MigrationPlan): OpenDatabase {
  const holderPath = join(plan.folder, 'open-by.json');
  assertSqliteVersion();
  let database: DatabaseSync | undefined;
  try {
    refuseNewerSchema(storedVersion(path, plan), plan);
    database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: busyTimeoutMs });
    takeExclusiveLock(database);
    database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA trusted_schema = OFF');
    assertUndamaged(database, plan.folder);
    migrate(database, plan);
    writeFileSync(holderPath, JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }));
  } catch (thrown) {
    database?.close();
    const refused = systemError(thrown, plan.folder);
    throw refused.code === 'projectLocked' ? lockedError(plan.folder, holderPath) : refused;
  }
  const opened = database;
  return {
    database: opened,
    close: () => {
      // Before the lock goes: afterwards the file may already be the next holder's.
      rmSync(holderPath, { force: true });
      opened.close();
    },
  };
}

function takeExclusiveLock(database: DatabaseSync): void {
  // Order matters: exclusive before WAL, so that no shared-memory file is used and the lock is kept to the end.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  const mode = database.prepare('PRAGMA journal_mode = WAL').get();
  if (mode?.journal_mode !== 'wal') {
    throw new SfumatoError('permissionDenied', say('noWriteAheadLog'));
  }
  database.exec('BEGIN IMMEDIATE; COMMIT');
}

function assertUndamaged(database: DatabaseSync, folder: string): void {
  const answer = database.prepare('PRAGMA quick_check(1)').get();
  if (answer?.quick_check === 'ok') return;
  throw new SfumatoError(
    'corrupt',
    say('projectDamaged', { folder, why: String(answer?.quick_check) }),
  );
}

/**
 * Reads the version without SQLite, which would take part in the file (recovery, checkpoint) on opening it.
 * @throws SfumatoError `corrupt` when the file is no project's
 */
function storedVersion(path: string, { applicationId, folder }: MigrationPlan): number {
  const header = Buffer.alloc(applicationIdOffset + 4);
  const length = existsSync(path) ? readStart(path, header) : 0;
  // A project whose making was cut off before its first transaction.
  if (length === 0) return 0;
  const isSqlite = header.toString('latin1', 0, sqliteMagic.length) === sqliteMagic;
  const version = header.readUInt32BE(userVersionOffset);
  // SQLite writes its header before the first migration is done; `migrate` looks at such a file again.
  if (isSqlite && (version === 0 || header.readUInt32BE(applicationIdOffset) === applicationId)) return version;
  throw new SfumatoError('corrupt', say('notAProjectOrDamaged', { folder }));
}

function readStart(path: string, into: Buffer): number {
  const file = openSync(path, 'r');
  try {
    return readSync(file, into, 0, into.length, 0);
  } finally {
    closeSync(file);
  }
}

function lockedError(folder: string, holderPath: string): SfumatoError {
  let holder = say('anotherProcess');
  try {
    const { pid, host, since } = JSON.parse(readFileSync(holderPath, 'utf8')) as Record<string, unknown>;
    holder = say('processOn', { id: String(pid), host: String(host), since: String(since) });
  } catch {
    // The holder is only now writing its name; the refusal stands without it.
  }
  return new SfumatoError('projectLocked', say('projectOpenIn', { folder, holder }));
}
