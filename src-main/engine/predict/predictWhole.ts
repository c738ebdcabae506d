import type { Ensemble } from '../ensemble/Ensemble.ts';
import type { EngineImage, TileShare } from '../engineApi.ts';
import { LossMap } from './lossMap.ts';
import { PredictableImage } from './PredictableImage.ts';
import type { CoreOutcome } from './predictCore.ts';
import { predictWindows } from './predictWindows.ts';

/** What an ensemble says of a whole image, held at once: for measuring, not for images of any size. */
export interface WholePrediction {
  /** [height x width, classes], means over the members, sum to 1 over the classes. */
  readonly probabilities: Float32Array;
  /** [height x width], cross entropy as the loss heads foresee it, nats. */
  readonly learnedLoss: Float32Array;
  /** Foreseen loss of the image, in no unit: mean over the windows by what they add to it; null where no head foresees it. */
  readonly imageLoss: number | null;
  /** [height x width], how far inside its object each pixel lies, means over the members; null without a distance head. */
  readonly distances: Float32Array | null;
}

/** @throws SfumatoError `cancelled`, `notFound`, `corrupt` … */
export async function predictWhole(
  ensemble: Ensemble,
  image: EngineImage,
  run: { readonly signal: AbortSignal; readonly tileShare: TileShare },
): Promise<WholePrediction> {
  const { width, height } = image;
  const classes = ensemble.file.classes.length;
  const probabilities = new Float32Array(width * height * classes);
  const lossMap = new LossMap(width, height);
  const distances = ensemble.hasDistances ? new Float32Array(width * height) : null;
  const foreseen = { sum: 0, pixels: 0 };
  const visit = async (outcome: CoreOutcome): Promise<void> => {
    const { core } = outcome.window;
    for (let row = 0; row < core.height; row++) {
      const from = row * core.width * classes;
      const to = ((core.y + row) * width + core.x) * classes;
      probabilities.set(outcome.probabilities.subarray(from, from + core.width * classes), to);
      if (distances && outcome.distances) distances.set(outcome.distances.subarray(row * core.width, (row + 1) * core.width), (core.y + row) * width + core.x);
    }
    if (outcome.imageLoss !== null) {
      const pixels = core.width * core.height;
      foreseen.sum += outcome.imageLoss * pixels;
      foreseen.pixels += pixels;
    }
    lossMap.place(outcome.window, outcome.learnedLoss);
  };
  const source = await PredictableImage.open(image, ensemble.file.normalisation);
  try {
    await predictWindows(ensemble, source, { width, height, ...run, visit });
  } finally {
    await source.close();
  }
  return { probabilities, learnedLoss: lossMap.pixels(0, height, width), imageLoss: foreseen.pixels === 0 ? null : foreseen.sum / foreseen.pixels, distances };
}
