import { resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where large things that all checkouts of one user share are kept: SFUMATO_CACHE, else the system's place for caches.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const wanted = environment['SFUMATO_CACHE'] ?? '';
  return wanted === '' ? envPaths('sfumato', { suffix: '' }).cache : resolve(wanted);
}
