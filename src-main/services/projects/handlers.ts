import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { createProject, openDemo, openProject, recentProjects } from './projects.ts';
import { forgetProject } from './recentProjects.ts';
import { updateProject } from './updateProject.ts';

export function projectHandlers({ services, current }: HandlerContext) {
  const os = implementer.project;
  return {
    recent: os.recent.handler(() => recentProjects(current, services)),
    forget: os.forget.handler(async ({ input }) => {
      await forgetProject(services.dataFolder, input.folder);
      return recentProjects(current, services);
    }),
    current: os.current.handler(() => current.session?.summary() ?? null),
    create: os.create.handler(({ input }) => createProject(current, services, input)),
    open: os.open.handler(({ input }) => openProject(current, services, input.folder)),
    close: os.close.handler(async () => {
      await current.close();
      return {};
    }),
    openDemo: os.openDemo.handler(() => openDemo(current, services)),
    update: os.update.handler(({ input }) => {
      const session = current.require();
      return session.inOrder(() => updateProject(session, services, input));
    }),
  };
}
