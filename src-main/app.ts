import { resolve } from 'node:path';
import type { App, AppOptions } from './application.ts';
import { EngineClient } from './engine/engineClient.ts';
import { ImagesClient } from './images/imagesClient.ts';
import { systemClock } from './ports/Clock.ts';
import { NotificationHub } from './services/notifications/NotificationHub.ts';
import { answerPixels } from './services/pixels/answerPixels.ts';
import { CurrentProject } from './services/projects/CurrentProject.ts';
import { takeUpWork } from './services/projects/projects.ts';
import { createRouter } from './services/router.ts';
import type { Services } from './services/Services.ts';
import { SettingsFile } from './services/settings/SettingsFile.ts';
import { EngineStatus } from './services/system/EngineStatus.ts';
import { Uploads } from './services/uploads/Uploads.ts';

export type { App, AppOptions, AppRouter, PixelAnswer } from './application.ts';

/** Composition root: puts the store, the clients and the services together. */
export async function createApp(options: AppOptions): Promise<App> {
  const settings = new SettingsFile(resolve(options.dataFolder));
  const services: Services = {
    clock: options.clock ?? systemClock,
    user: options.user,
    host: options.host,
    dataFolder: resolve(options.dataFolder),
    resourcesFolder: resolve(options.resourcesFolder),
    engine:
      options.engine ??
      new EngineClient(options.processes, async () => (await settings.read()).engine, {
        onTrouble: (trouble) => void engine.hearTrouble(trouble),
        onDescribed: () => void engine.refresh(),
      }),
    images: options.images ?? new ImagesClient({ processes: options.processes }),
    notifications: new NotificationHub(),
    settings,
    uploads: new Uploads(resolve(options.dataFolder)),
  };
  const engine: EngineStatus = new EngineStatus(services.engine, services.notifications);
  const current = new CurrentProject(services, (session) => takeUpWork(session, services));
  // A window shows what computes; the command line starts the engine only for commands that compute.
  if (options.host !== 'commandLine') void engine.refresh();
  return {
    router: createRouter({ services, current, engine }),
    pixels: async (path) => (current.session ? answerPixels(current.session, path) : null),
    upload: (path, body) => services.uploads.receive(path, body),
    close: async () => {
      await current.close();
      await services.uploads.close();
      await Promise.all([services.engine.close(), services.images.close()]);
      services.notifications.close();
    },
  };
}
