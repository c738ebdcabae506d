import { implementer, mutable } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { augmentExamples } from './augmentExamples.ts';
import { planTraining } from './plan.ts';
import { listRuns, readCurves } from './runs.ts';
import { startTraining } from './training.ts';
import { changeUpdateSettings, readUpdateSettings } from './updateSettings.ts';

export function trainingHandlers({ services, current }: HandlerContext) {
  const os = implementer.training;
  return {
    start: os.start.handler(async ({ input }) => ({ jobId: await startTraining(current.require(), services, input) })),
    augment: os.augment.handler(async ({ input }) => {
      const { imageIds, pixels, labels, ...shape } = await augmentExamples(current.require(), services, input);
      return { ...shape, imageIds: [...imageIds], pixels: new Blob([Uint8Array.from(pixels)]), labels: new Blob([Uint8Array.from(labels)]) };
    }),
    plan: os.plan.handler(({ input }) => planTraining(current.require(), services, input.from)),
    networks: os.networks.handler(async () => mutable(await services.engine.describeNetworks())),
    uncertaintyMethods: os.uncertaintyMethods.handler(async () => mutable(await services.engine.describeUncertaintyMethods())),
    sizeNetwork: os.sizeNetwork.handler(async ({ input }) => mutable(await services.engine.sizeNetwork({ ...input, classCount: current.require().store.classes.length }))),
    checkEncoderWeights: os.checkEncoderWeights.handler(async ({ input }) =>
      mutable(await services.engine.checkEncoderWeights({ ...input, classCount: current.require().store.classes.length })),
    ),
    settings: os.settings.handler(() => readUpdateSettings(current.require())),
    changeSettings: os.changeSettings.handler(({ input }) => changeUpdateSettings(current.require(), input)),
    runs: os.runs.handler(async () => mutable(await listRuns(current.require()))),
    curves: os.curves.handler(async ({ input }) => mutable(await readCurves(current.require(), input.runId))),
  };
}
