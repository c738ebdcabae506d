import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { predictBox } from './predictBox.ts';

export function assistHandlers({ services, current }: HandlerContext) {
  const os = implementer.assist;
  return {
    predictBox: os.predictBox.handler(async ({ input }) => {
      const { modelId, classCount, probabilities } = await predictBox(current.require(), services, input);
      return { modelId, classCount, probabilities: new Blob([Uint8Array.from(probabilities)]) };
    }),
  };
}
