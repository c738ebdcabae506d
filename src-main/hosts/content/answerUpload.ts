import type { Readable } from 'node:stream';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ErrorCode } from '../../core/SfumatoError.ts';
import { textAnswer } from './answerContent.ts';
import type { ContentAnswer } from './answerContent.ts';

/** Takes one file of an upload in. */
export type Upload = (path: string, body: Readable) => Promise<void>;

export const uploadFolder = '/upload/';

const statusOfCode: Partial<Readonly<Record<ErrorCode, number>>> = { invalidInput: 400, permissionDenied: 403, diskFull: 507 };

/** Answers a PUT below `/upload/`, the same over http and over Electron's own scheme. */
export async function answerUpload(upload: Upload, path: string, body: Readable): Promise<ContentAnswer> {
  try {
    await upload(path, body);
    return textAnswer(201, '');
  } catch (thrown) {
    if (!(thrown instanceof SfumatoError)) throw thrown;
    return textAnswer(statusOfCode[thrown.code] ?? 500, thrown.message);
  }
}
