import type { CustomScheme } from 'electron';
import { answerContent, textAnswer } from '../content/answerContent.ts';
import type { ContentAnswer, ContentSource } from '../content/answerContent.ts';
import { appScheme, isOwnAddress, pageAddress } from './pageAddress.ts';

/** Must be registered before Electron is ready. Without these the page could not fetch pixels or use storage. */
export const schemePrivileges: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** @returns the handler of the scheme: the same files and pixels as the web host serves, by the same rules */
export function createSchemeHandler(source: ContentSource): (request: Request) => Promise<Response> {
  return async (request) => toResponse(await answer(source, request));
}

async function answer(source: ContentSource, request: Request): Promise<ContentAnswer> {
  if (!isOwnAddress(request.url)) return textAnswer(403, 'This address does not belong to this program.');
  if (request.method !== 'GET') return textAnswer(405, 'Only GET is answered here.', { Allow: 'GET' });
  const path = `/${request.url.slice(pageAddress.length).split(/[?#]/)[0] ?? ''}`;
  return answerContent(source, { path, ifNoneMatch: request.headers.get('if-none-match') });
}

function toResponse({ status, headers, body }: ContentAnswer): Response {
  return new Response(status === 304 ? null : body, { status, headers });
}
