import { resolve } from 'node:path';

/**
 * Makes a path given by the user absolute. `npm run` changes into the program's folder and keeps the folder the user is in
 * as INIT_CWD; a path is meant from there.
 */
export function callerPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
