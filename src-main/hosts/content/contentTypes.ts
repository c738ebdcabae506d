import { extname } from 'node:path';

/** The only kinds of file a host serves, by extension. Anything else is refused, whatever lies in the folder. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** @returns the Content-Type of a file that may be served, or null when its extension is not on the list */
export function contentTypeOf(file: string): string | null {
  return contentTypes[extname(file).toLowerCase()] ?? null;
}
