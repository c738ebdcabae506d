import type { App, AppOptions } from './application.ts';
import { SfumatoError } from './core/SfumatoError.ts';

export type { App, AppOptions, AppRouter, PixelAnswer } from './application.ts';

/** Composition root: puts the store, the clients and the services together. */
export async function createApp(options: AppOptions): Promise<App> {
  throw new SfumatoError('internal', `the ${options.host} host: the services are not put together yet`);
}
