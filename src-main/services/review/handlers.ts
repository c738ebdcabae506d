import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import type { QueueSettings } from '../../core/review/ReviewSettings.ts';
import { changeQueueSettings, queueSettings } from './changeQueueSettings.ts';
import { describeRegion } from './describeRegion.ts';
import { previewQueue } from './previewQueue.ts';
import { readQueue } from './queue.ts';
import { startUpdateWhereDue } from '../training/automaticUpdate.ts';
import { settleRegion } from './settleRegion.ts';
import { startImages } from './startImages.ts';

export function reviewHandlers({ services, current }: HandlerContext) {
  const os = implementer.review;
  return {
    settings: os.settings.handler(() => queueSettings(current.require())),
    changeSettings: os.changeSettings.handler(({ input }) => changeQueueSettings(current.require(), services, definedOnly(input.change), input.kept)),
    describe: os.describe.handler(({ input }) => describeRegion(current.require(), services, input.regionId)),
    remade: os.remade.handler(async () => {
      await current.require().upkeep.done();
      return {};
    }),
    preview: os.preview.handler(({ input }) => previewQueue(current.require(), input.strategy, input.limit)),
    startWith: os.startWith.handler(async ({ input }) => ({ imageIds: await startImages(current.require(), input.count) })),
    queue: os.queue.handler(({ input }) => {
      const session = current.require();
      session.learnedLoss.look();
      return readQueue(session, input);
    }),
    settle: os.settle.handler(async ({ input }) => {
      const session = current.require();
      const settled = await session.inOrder(() => settleRegion(session, services, input));
      session.learnedLoss.look();
      await startUpdateWhereDue(session, services);
      return settled;
    }),
  };
}

/** What is named without a value is not named. */
function definedOnly(change: { readonly [Name in keyof QueueSettings]?: QueueSettings[Name] | undefined }): Partial<QueueSettings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
