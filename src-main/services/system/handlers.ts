import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { examine } from './doctor.ts';
import { listFolders } from './listFolders.ts';
import { restartEngine } from './restartEngine.ts';

export function systemHandlers({ services, current, engine }: HandlerContext) {
  const os = implementer.system;
  return {
    doctor: os.doctor.handler(async () => examine(services, current.session, await engine.refresh())),
    notifications: os.notifications.handler(({ signal }) => {
      const running = current.session?.jobs.unfinished() ?? [];
      const first = running.map((job) => ({ type: 'job', job }) as const);
      return services.notifications.subscribe([...first, { type: 'engine', engine: engine.report }], signal);
    }),
    restartEngine: os.restartEngine.handler(() => restartEngine(services, current.session, engine)),
    listFolders: os.listFolders.handler(({ input }) => listFolders(input.folder, input.fileEnding)),
  };
}
