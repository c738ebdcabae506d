import { activeMinutesUntil, measureEffort } from '../../core/insights/effort.ts';
import { qualityOf } from '../../core/insights/quality.ts';
import { implementer, mutable } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { readEvidence } from './readEvidence.ts';
import { readStopping } from './readStopping.ts';

export function insightsHandlers({ current }: HandlerContext) {
  const os = implementer.insights;
  return {
    read: os.read.handler(({ input }) => {
      const { store } = current.require();
      const events = store.journal.whole();
      const effort = measureEffort(events, input.utcOffsetMinutes);
      const quality = qualityOf(store.models.list(), (createdAt) => activeMinutesUntil(events, createdAt));
      return mutable({ ...effort, quality });
    }),
    evidence: os.evidence.handler(() => readEvidence(current.require())),
    stopping: os.stopping.handler(({ input }) => readStopping(current.require(), input)),
  };
}
