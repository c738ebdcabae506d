import sharp from 'sharp';
import { ClassConfusion } from '../../src-main/core/metrics/ClassConfusion.ts';
import { SegmentationMeter } from '../../src-main/core/metrics/SegmentationMeter.ts';
import { denseCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import type { CrfOptions } from '../../src-main/core/vision/crf/denseCrf.ts';
import type { DisplayWindow } from '../../src-main/core/vision/SampleWindow.ts';
import { mostProbableClasses } from '../../src-main/core/predictions/mostProbableClasses.ts';
import { Ensemble } from '../../src-main/engine/ensemble/Ensemble.ts';
import { predictWhole } from '../../src-main/engine/predict/predictWhole.ts';
import { chooseCrf, type CrfTrial } from './chooseCrf.ts';
import type { DecodedPair } from '../training/decodeLabelled.ts';

export interface ZooScores {
  /** Over all pixels of the set, mean over the classes. */
  readonly meanIou: number;
  readonly iouPerClass: readonly (number | null)[];
  /** Of the classes 1 and up together, mean over images. */
  readonly dice: number;
  readonly accuracy: number;
  readonly ece: number;
}

export interface Measured {
  readonly scores: ZooScores;
  readonly withCrf: (ZooScores & { readonly options: CrfOptions }) | null;
}

/** Images of the train split that the CRF's settings are chosen on. */
const trialCount = 6;

/**
 * Measures a model on labelled images.
 * @param crfImages of the train split: with a dense CRF over its outcome beside it, its settings chosen on a few of these; null: without
 */
export async function measureModel(modelFolder: string, images: readonly DecodedPair[], crfImages: readonly DecodedPair[] | null): Promise<Measured> {
  const ensemble = await Ensemble.load(modelFolder, null);
  const predict = async (image: DecodedPair): Promise<Float32Array> => (await predictWhole(ensemble, image, { signal: new AbortController().signal, tileShare: 1 })).probabilities;
  try {
    const classCount = ensemble.file.classes.length;
    const options = crfImages && chooseCrf(await trialsOf(crfImages, predict), classCount);
    const plain = new Scores(classCount);
    const refined = options && new Scores(classCount);
    for (const image of images) {
      const probabilities = await predict(image);
      plain.add(image, probabilities);
      if (refined && options) refined.add(image, denseCrf(await displayed(image), probabilities, options));
    }
    return { scores: plain.scores(), withCrf: refined && options && { ...refined.scores(), options } };
  } finally {
    await ensemble.dispose();
  }
}

/** Images spread over the split. */
async function trialsOf(images: readonly DecodedPair[], predict: (image: DecodedPair) => Promise<Float32Array>): Promise<CrfTrial[]> {
  const trials: CrfTrial[] = [];
  for (let index = 0; index < trialCount; index++) {
    const image = images[Math.floor((index * images.length) / trialCount)]!;
    trials.push({ window: await displayed(image), probabilities: await predict(image), labels: image.labels });
  }
  return trials;
}

class Scores {
  readonly #meter: SegmentationMeter;
  readonly #confusion: ClassConfusion;
  readonly #classCount: number;

  constructor(classCount: number) {
    this.#classCount = classCount;
    this.#meter = new SegmentationMeter(classCount);
    this.#confusion = new ClassConfusion(classCount);
  }

  add({ width, height, labels }: DecodedPair, probabilities: Float32Array): void {
    this.#meter.add({ width, height, probabilities, truth: labels, learnedLoss: null });
    this.#confusion.add(mostProbableClasses(probabilities, this.#classCount), labels);
  }

  scores(): ZooScores {
    const { dice, accuracy, ece } = this.#meter.figures();
    return { meanIou: this.#confusion.meanIntersectionOverUnion(), iouPerClass: this.#confusion.intersectionOverUnion(), dice, accuracy, ece };
  }
}

/** As the CRF looks at it: 0 … 255, 8 bits a channel. */
async function displayed({ path, width, height }: DecodedPair): Promise<DisplayWindow> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width, height, channels: info.channels, values: Float32Array.from(data) };
}
