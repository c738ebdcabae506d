import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { readQueue } from './queue.ts';
import { startUpdateWhereDue } from '../training/automaticUpdate.ts';
import { settleRegion } from './settleRegion.ts';

export function reviewHandlers({ services, current }: HandlerContext) {
  const os = implementer.review;
  return {
    queue: os.queue.handler(({ input }) => readQueue(current.require(), input)),
    settle: os.settle.handler(async ({ input }) => {
      const session = current.require();
      const settled = await session.inOrder(() => settleRegion(session, services, input));
      await startUpdateWhereDue(session, services);
      return settled;
    }),
  };
}
