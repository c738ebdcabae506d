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

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SfumatoError';
    this.code = code;
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value);
}

/** The text of anything thrown, for a message that quotes it. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
