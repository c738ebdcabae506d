import { meanVariance, probabilityDoubts } from '../../../src-main/core/predictions/probabilityDoubts.ts';
import type { EngineImage } from '../../../src-main/engine/engineApi.ts';
import { LossMap } from '../../../src-main/engine/predict/lossMap.ts';
import { PredictableImage } from '../../../src-main/engine/predict/PredictableImage.ts';
import { predictWindows } from '../../../src-main/engine/predict/predictWindows.ts';
import type { View } from './openView.ts';

/** In the order of the tables; each is higher where there is more doubt. */
export const mapNames = ['maximumProbability', 'margin', 'entropy', 'expectedEntropy', 'mutualInformation', 'variance', 'learnedLoss', 'learnedConfidence'] as const;
export type MapName = (typeof mapNames)[number];

/** What a view says of a whole image. */
export interface PredictedMaps {
  /** [pixels, classes], means over the members. */
  readonly probabilities: Float32Array;
  /** [pixels], most probable class. */
  readonly prediction: Uint8Array;
  /** [pixels] each, most probable class by each member. */
  readonly members: readonly Uint8Array[];
  /** [pixels] each; those that `mapsOf` names. */
  readonly maps: Readonly<Record<string, Float32Array>>;
}

/** The maps that a view has: a member alone disagrees with nobody, and confidence takes a head. */
export function mapsOf({ members, hasConfidence }: View): readonly MapName[] {
  return mapNames.filter((name) => {
    if (name === 'mutualInformation' || name === 'variance') return members.length > 1;
    return name !== 'learnedConfidence' || hasConfidence;
  });
}

/** Predicts an image window by window, as the program does, and keeps all of it: for measuring, not for images of any size. */
export async function predictMaps(view: View, image: EngineImage): Promise<PredictedMaps> {
  const { width, height } = image;
  const pixels = width * height;
  const classes = view.file.classes.length;
  const plane = (): Float32Array => new Float32Array(pixels);
  const probabilities = new Float32Array(pixels * classes);
  const prediction = new Uint8Array(pixels);
  const members = view.members.map(() => new Uint8Array(pixels));
  const [entropy, expectedEntropy, mutualInformation, variance, learnedConfidence] = [plane(), plane(), plane(), plane(), plane()];
  const lossMap = new LossMap(width, height);
  const source = await PredictableImage.open(image, view.file.normalisation);
  try {
    await predictWindows(view, source, {
      width,
      height,
      signal: new AbortController().signal,
      variance: 'wanted',
      visit: async (outcome) => {
        const { core } = outcome.window;
        const place = <Values extends Float32Array | Uint8Array>(whole: Values, part: Values, depth = 1): void => {
          const row = core.width * depth;
          for (let y = 0; y < core.height; y++) whole.set(part.subarray(y * row, (y + 1) * row), ((core.y + y) * width + core.x) * depth);
        };
        place(probabilities, outcome.probabilities, classes);
        place(prediction, outcome.prediction);
        for (const [index, own] of outcome.members.entries()) place(members[index]!, own);
        place(entropy, outcome.predictiveEntropy);
        place(expectedEntropy, outcome.expectedEntropy);
        place(mutualInformation, outcome.mutualInformation);
        if (outcome.variance) place(variance, meanVariance(outcome.variance, classes));
        if (outcome.confidence) place(learnedConfidence, outcome.confidence.map((value) => 1 - value));
        lossMap.place(outcome.window, outcome.learnedLoss);
      },
    });
  } finally {
    await source.close();
  }
  const every: Readonly<Record<MapName, Float32Array>> = {
    ...probabilityDoubts(probabilities, classes),
    entropy,
    expectedEntropy,
    mutualInformation,
    variance,
    learnedLoss: lossMap.pixels(0, height, width),
    learnedConfidence,
  };
  return { probabilities, prediction, members, maps: Object.fromEntries(mapsOf(view).map((name) => [name, every[name]])) };
}
