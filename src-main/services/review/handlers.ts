import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { readQueue } from './queue.ts';
import { settleRegion } from './settleRegion.ts';

export function reviewHandlers({ services, current }: HandlerContext) {
  const os = implementer.review;
  return {
    queue: os.queue.handler(({ input }) => readQueue(current.require(), input)),
    settle: os.settle.handler(({ input }) => {
      const session = current.require();
      return session.inOrder(() => settleRegion(session, services, input));
    }),
  };
}
