import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';

export function jobsHandlers({ current }: HandlerContext) {
  const os = implementer.jobs;
  return {
    list: os.list.handler(() => current.session?.jobs.list() ?? []),
    cancel: os.cancel.handler(({ input }) => current.require().jobs.cancel(input.jobId)),
  };
}
