import { Readable } from 'node:stream';
import type { CustomScheme } from 'electron';
import { answerUpload, uploadFolder } from '../content/answerUpload.ts';
import type { Upload } from '../content/answerUpload.ts';
import { answerContent, textAnswer } from '../content/answerContent.ts';
import type { ContentAnswer, ContentSource } from '../content/answerContent.ts';
import { appHost, appScheme, isOwnAddress, pageAddress } from './pageAddress.ts';

/** Must be registered before Electron is ready. Without these the page could not fetch pixels or use storage. */
export const schemePrivileges: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** @returns the handler of the scheme: the same files and pixels as the web host serves, by the same rules */
export function createSchemeHandler(source: ContentSource, upload: Upload): (request: Request) => Promise<Response> {
  return async (request) => toResponse(await answer(source, upload, request));
}

async function answer(source: ContentSource, upload: Upload, request: Request): Promise<ContentAnswer> {
  if (!isOwnAddress(request.url)) return textAnswer(403, 'This address does not belong to this program.');
  const path = `/${request.url.slice(pageAddress.length).split(/[?#]/)[0] ?? ''}`;
  if (request.method === 'PUT' && path.startsWith(uploadFolder)) {
    // Only our own page is ever loaded; should another be, its origin says so.
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== `${appScheme}://${appHost}`) return textAnswer(403, 'Requests from other pages are refused.');
    return answerUpload(upload, path, request.body ? Readable.fromWeb(request.body) : Readable.from([]));
  }
  if (request.method !== 'GET') return textAnswer(405, 'Only GET is answered here.', { Allow: 'GET' });
  return answerContent(source, { path, ifNoneMatch: request.headers.get('if-none-match') });
}

function toResponse({ status, headers, body }: ContentAnswer): Response {
  return new Response(status === 304 ? null : body, { status, headers });
}
