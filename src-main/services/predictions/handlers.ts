import { implementer, mutable } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { startPrediction } from './predictImages.ts';

export function predictionsHandlers({ services, current }: HandlerContext) {
  const os = implementer.predictions;
  return {
    list: os.list.handler(({ input }) => {
      const { store } = current.require();
      const modelId = input.modelId ?? store.models.inUse()?.id;
      return modelId === undefined ? [] : store.predictions.list(modelId).map(({ fileName: _file, ...record }) => mutable(record));
    }),
    start: os.start.handler(({ input }) => ({ jobId: startPrediction(current.require(), services, null, input?.imageIds ?? null) })),
  };
}
