import { implementer, mutable } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { startCalibration } from './calibrateModel.ts';
import { startEvaluation } from './evaluateModel.ts';
import { importModel } from './importModel.ts';
import { readModelCard } from './modelCard.ts';
import { learnedEvents } from './learnedEvents.ts';
import { modelNetworks } from './modelNetworks.ts';
import { declineModel, promoteModel, renameModel } from './promoteModel.ts';
import { rollBack } from './rollBack.ts';

export function modelsHandlers({ services, current }: HandlerContext) {
  const os = implementer.models;
  return {
    list: os.list.handler(() => current.require().store.models.list().map(mutable)),
    networks: os.networks.handler(async () => mutable(await modelNetworks(current.require()))),
    promote: os.promote.handler(async ({ input }) => mutable(await promoteModel(current.require(), services, input.modelId, input))),
    rollBack: os.rollBack.handler(async ({ input }) => mutable(await rollBack(current.require(), services, input.firstImageId))),
    learnedEvents: os.learnedEvents.handler(async ({ input }) => mutable(await learnedEvents(current.require(), input.modelId, input.limit))),
    decline: os.decline.handler(({ input }) => mutable(declineModel(current.require(), services, input.modelId))),
    rename: os.rename.handler(({ input }) => mutable(renameModel(current.require(), services, input.modelId, input.name))),
    certainty: os.certainty.handler(async ({ input }) => {
      const { store } = current.require();
      const measured = store.models.certainty(input.modelId);
      if (!measured) return null;
      // A model whose card is gone or damaged keeps its figures.
      const card = await readModelCard(store.paths.model(input.modelId)).catch(() => null);
      return mutable({ ...measured, calibration: card?.calibration ?? null, temperatureChoice: card?.temperatureChoice ?? 'automatic', distribution: card?.distribution ?? null });
    }),
    evaluate: os.evaluate.handler(({ input }) => ({ jobId: startEvaluation(current.require(), services, input.modelId) })),
    calibrate: os.calibrate.handler(({ input }) => ({ jobId: startCalibration(current.require(), services, input.modelId, input.temperatureChoice) })),
    import: os.import.handler(async ({ input }) => mutable(await importModel(current.require(), services, input.folder))),
  };
}
