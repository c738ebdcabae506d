import type { PixelAnswer } from '../../application.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { securityHeaders } from './securityHeaders.ts';
import { readStaticFile } from './staticFiles.ts';

/** What a host sends for a GET, the same over http and over Electron's own scheme. */
export interface ContentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface ContentSource {
  /** The renderer's build. */
  readonly rendererFolder: string;
  readonly pixels: (path: string) => Promise<PixelAnswer | null>;
}

export interface ContentRequest {
  /** The address's path as it came, not decoded, without its query. */
  readonly path: string;
  readonly ifNoneMatch: string | null;
}

const pixelFolder = '/pixels/';
/** Only what `pixelUrls.ts` makes; ids and hashes hold nothing else. */
const pixelPath = /^\/pixels(?:\/[A-Za-z0-9_-]{1,128}){2,7}$/;
const forEver = 'private, max-age=31536000, immutable';

/** Answers a GET: pixels from the application, everything else from the renderer's build. */
export async function answerContent(source: ContentSource, request: ContentRequest): Promise<ContentAnswer> {
  return request.path.startsWith(pixelFolder) ? answerPixels(source, request) : answerFile(source, request);
}

/** @returns a short text, for a refusal or an error */
export function textAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): ContentAnswer {
  return {
    status,
    headers: { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: new TextEncoder().encode(text),
  };
}

async function answerFile(source: ContentSource, request: ContentRequest): Promise<ContentAnswer> {
  const file = await readStaticFile(source.rendererFolder, request.path);
  if (!file) return textAnswer(404, 'There is no such file.');
  const caching = { 'Cache-Control': file.immutable ? forEver : 'private, no-cache', ETag: file.etag };
  if (request.ifNoneMatch === file.etag) return unchanged(caching);
  return { status: 200, headers: { ...securityHeaders, ...caching, 'Content-Type': file.contentType }, body: file.bytes };
}

async function answerPixels(source: ContentSource, request: ContentRequest): Promise<ContentAnswer> {
  if (!pixelPath.test(request.path)) return textAnswer(404, 'There are no such pixels.');
  try {
    const pixels = await source.pixels(request.path);
    if (!pixels) return textAnswer(404, 'There are no such pixels.');
    const etag = pixels.etag === null ? null : `"${pixels.etag}"`;
    const caching: Record<string, string> = etag ? { 'Cache-Control': forEver, ETag: etag } : { 'Cache-Control': 'no-store' };
    if (etag && request.ifNoneMatch === etag) return unchanged(caching);
    return { status: 200, headers: { ...securityHeaders, ...caching, 'Content-Type': pixels.contentType }, body: pixels.bytes };
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return textAnswer(thrown.code === 'notFound' ? 404 : 500, thrown.message);
    throw thrown;
  }
}

function unchanged(caching: Readonly<Record<string, string>>): ContentAnswer {
  return { status: 304, headers: { ...securityHeaders, ...caching }, body: new Uint8Array(0) };
}
