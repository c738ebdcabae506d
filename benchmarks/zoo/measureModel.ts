import sharp from 'sharp';
import { ClassConfusion } from '../../src-main/core/metrics/ClassConfusion.ts';
import { SegmentationMeter } from '../../src-main/core/metrics/SegmentationMeter.ts';
import { denseCrf, usualCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import { Ensemble } from '../../src-main/engine/ensemble/Ensemble.ts';
import { predictWhole } from '../../src-main/engine/predict/predictWhole.ts';
import type { ZooImage } from './dataSets.ts';

export interface ZooScores {
  /** Over all pixels of the set, mean over the classes. */
  readonly meanIou: number;
  readonly iouPerClass: readonly (number | null)[];
  /** Of the classes 1 and up together, mean over images. */
  readonly dice: number;
  readonly accuracy: number;
  readonly ece: number;
}

/** Measures a model on labelled images, with a dense CRF over its outcome beside it where that is wanted. */
export async function measureModel(modelFolder: string, images: readonly ZooImage[], wantsCrf: boolean): Promise<{ readonly scores: ZooScores; readonly withCrf: ZooScores | null }> {
  const ensemble = await Ensemble.load(modelFolder, null);
  try {
    const classCount = ensemble.file.classes.length;
    const plain = new Scores(classCount);
    const refined = wantsCrf ? new Scores(classCount) : null;
    for (const image of images) {
      const { probabilities } = await predictWhole(ensemble, image, { signal: new AbortController().signal, tileShare: 1 });
      plain.add(image, probabilities);
      refined?.add(image, denseCrf(await displayed(image), probabilities, usualCrf));
    }
    return { scores: plain.scores(), withCrf: refined?.scores() ?? null };
  } finally {
    await ensemble.dispose();
  }
}

class Scores {
  readonly #meter: SegmentationMeter;
  readonly #confusion: ClassConfusion;

  constructor(classCount: number) {
    this.#meter = new SegmentationMeter(classCount);
    this.#confusion = new ClassConfusion(classCount);
  }

  add({ width, height, labels }: ZooImage, probabilities: Float32Array): void {
    this.#meter.add({ width, height, probabilities, truth: labels, learnedLoss: null });
    this.#confusion.add(mostProbable(probabilities, width * height), labels);
  }

  scores(): ZooScores {
    const { dice, accuracy, ece } = this.#meter.figures();
    return { meanIou: this.#confusion.meanIntersectionOverUnion(), iouPerClass: this.#confusion.intersectionOverUnion(), dice, accuracy, ece };
  }
}

function mostProbable(probabilities: Float32Array, pixels: number): Uint8Array {
  const classCount = probabilities.length / pixels;
  return Uint8Array.from({ length: pixels }, (_, pixel) => {
    const own = probabilities.subarray(pixel * classCount, (pixel + 1) * classCount);
    return own.indexOf(Math.max(...own));
  });
}

/** As the CRF looks at it: 0 … 255, 8 bits a channel. */
async function displayed({ path, width, height }: ZooImage): Promise<{ readonly width: number; readonly height: number; readonly channels: number; readonly values: Float32Array }> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width, height, channels: info.channels, values: Float32Array.from(data) };
}
