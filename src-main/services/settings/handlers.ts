import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';

export function settingsHandlers({ services }: HandlerContext) {
  const os = implementer.settings;
  return {
    read: os.read.handler(() => services.settings.read()),
    write: os.write.handler(({ input }) => services.settings.write(input)),
  };
}
