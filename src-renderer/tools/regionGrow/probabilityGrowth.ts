import { probabilityTest } from '../../../src-main/core/vision/regionGrow.ts';
import { problemOf } from '../../connection/Problem.ts';
import { words } from '../../messages/messages.ts';
import { AssistObstacle } from '../assist/assistProblem.ts';
import type { Growth } from '../assist/SeedTool.ts';
import { regionGrowOptions } from './regionGrowOptions.svelte.ts';

/** Grows over what the networks hold for the class in hand; a drag upwards takes less sure pixels too. */
export const probabilityGrowth: Growth<Uint8Array> = {
  tool: 'regionGrow',
  connectivity: 4,
  levelPerPixel: -0.004,
  get level() {
    return regionGrowOptions.probability;
  },
  set level(probability) {
    regionGrowOptions.setProbability(probability);
  },
  async read({ image, classIndex }, box) {
    if (image.modelId === null) throw new AssistObstacle(words.assist.noModel);
    try {
      return await image.readPlane(`probability-${classIndex}`, box);
    } catch (thrown) {
      // Predictions made by an earlier version of the program hold no probabilities.
      if (problemOf(thrown).code === 'notFound') throw new AssistObstacle(words.assist.regionGrow.noPlane);
      throw thrown;
    }
  },
  test: () => probabilityTest(regionGrowOptions.probability),
  describe(pixelCount) {
    if (pixelCount === 0) return words.assist.regionGrow.none(regionGrowOptions.probability);
    return words.assist.regionGrow.told(regionGrowOptions.probability, pixelCount);
  },
};
