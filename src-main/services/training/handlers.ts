import { implementer, mutable } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { planTraining } from './plan.ts';
import { listRuns, readCurves } from './runs.ts';
import { startTraining } from './training.ts';

export function trainingHandlers({ services, current }: HandlerContext) {
  const os = implementer.training;
  return {
    start: os.start.handler(async ({ input }) => ({ jobId: await startTraining(current.require(), services, input) })),
    plan: os.plan.handler(({ input }) => planTraining(current.require(), input.from)),
    runs: os.runs.handler(async () => mutable(await listRuns(current.require()))),
    curves: os.curves.handler(async ({ input }) => mutable(await readCurves(current.require(), input.runId))),
  };
}
