import type { ObjectFigures } from '../../core/records.ts';
import { wholeObjects } from '../../core/labels/wholeObjects.ts';
import { InstanceMeter, meanAveragePrecision } from '../../core/metrics/InstanceMeter.ts';
import { predictedObjects } from '../../core/vision/predictedObjects.ts';
import type { PredictedObjects } from '../../core/vision/predictedObjects.ts';
import type { LabelledEngineImage } from '../engineApi.ts';

/** What an image is measured on beside its labels. */
export interface PredictedImage {
  /** Most probable class of each pixel. */
  readonly prediction: Uint8Array;
  /** As a distance head says; null without one. */
  readonly distances: Float32Array | null;
}

/**
 * Measures how well objects are told apart, over the images whose labels number any: nobody says of the others which
 * objects touch. Objects are matched within their class.
 */
export class ObjectsMeasure {
  readonly #meter = new InstanceMeter();
  #images = 0;

  add(image: LabelledEngineImage, { prediction, distances }: PredictedImage): void {
    const { width, height, labels, objects = null } = image;
    if (!objects?.some((number) => number !== 0)) return;
    this.#images++;
    const truth = wholeObjects({ width, height, labels, objects });
    const predicted = predictedObjects({ width, height, classes: prediction, distances });
    for (const classIndex of new Set([...truth.classes, ...predicted.classes])) {
      this.#meter.add({ truth: ofClass(truth, classIndex), predicted: ofClass(predicted, classIndex), labels });
    }
  }

  /** @returns null where no image has numbered objects */
  figures(): ObjectFigures | null {
    if (this.#images === 0) return null;
    const figures = this.#meter.figures();
    return {
      f1: figures[0]!.f1,
      meanAveragePrecision: meanAveragePrecision(figures),
      labelled: this.#meter.truthObjects,
      predicted: this.#meter.predictedObjects,
    };
  }
}

function ofClass({ ids, classes }: PredictedObjects, classIndex: number): Int32Array {
  return ids.map((id) => (id > 0 && classes[id - 1] === classIndex ? id : 0));
}
