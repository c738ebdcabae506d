import { SfumatoError, isErrorCode } from '../../../../src-main/core/SfumatoError.ts';
import { uploadUrl } from '../../../../src-main/contract/pixelUrls.ts';
import type { DroppedFile } from './droppedFiles.ts';

/** Enough to keep a disk busy; more would only wait there. */
const atOnce = 4;

export interface UploadOptions {
  readonly uploadId: string;
  readonly files: readonly DroppedFile[];
  readonly signal: AbortSignal;
  /** Called after each file. @param done files that have arrived */
  readonly onProgress: (done: number) => void;
}

/** Hands dropped files to the program, a few at a time. @throws SfumatoError naming the first that was refused */
export async function uploadFiles({ uploadId, files, signal, onProgress }: UploadOptions): Promise<void> {
  let next = 0;
  let done = 0;
  const sendInTurn = async (): Promise<void> => {
    for (let at = next++; at < files.length; at = next++) {
      await send(uploadId, files[at]!, signal);
      onProgress(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, sendInTurn));
}

async function send(uploadId: string, { path, file }: DroppedFile, signal: AbortSignal): Promise<void> {
  const answer = await fetch(uploadUrl(uploadId, path), { method: 'PUT', body: file, signal });
  if (answer.ok) return;
  const text = (await answer.text()).trim();
  const code = answer.headers.get('x-sfumato-error') ?? '';
  throw new SfumatoError(isErrorCode(code) ? code : 'invalidInput', `${path}: ${text === '' ? answer.statusText : text}`);
}
