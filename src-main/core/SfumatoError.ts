import { quote } from './messages/Message.ts';
import type { Message } from './messages/Message.ts';

/** Every way the program refuses or fails, as a closed list: the code decides what the user is told to do. */
export const errorCodes = [
  'notFound',
  'invalidInput',
  'unreadableImage',
  'sizeMismatch',
  'classOutOfRange',
  'conflict',
  'projectLocked',
  'newerSchema',
  'corrupt',
  'diskFull',
  'permissionDenied',
  'noProject',
  'noModel',
  'noLabels',
  'engineFailed',
  'decoderFailed',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The one error class. The message names the place (file, field), what was wanted and what was got. */
export class SfumatoError extends Error {
  readonly code: ErrorCode;
  /** What the window puts into its own language; `message` is its English text. */
  readonly said: Message;

  /** @param what of the catalogue; a bare string where only the command line or a developer reads it */
  constructor(code: ErrorCode, what: Message | string, options?: { cause?: unknown }) {
    const said = typeof what === 'string' ? quote(what) : what;
    super(said.text, options);
    this.name = 'SfumatoError';
    this.code = code;
    this.said = said;
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value);
}

/** Anything thrown as a message, to be told to the user or quoted in another. */
export function saidBy(thrown: unknown): Message {
  return thrown instanceof SfumatoError ? thrown.said : quote(messageOf(thrown));
}

/** The text of anything thrown, for a message that quotes it. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
