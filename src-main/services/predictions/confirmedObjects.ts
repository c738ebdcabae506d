import { join } from 'node:path';
import { clipBox } from '../../core/geometry.ts';
import type { PixelBox } from '../../core/geometry.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import { planeIndex } from '../../core/predictions/predictionFile.ts';
import type { PredictionPlane } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord } from '../../core/records.ts';
import { predictedObjects } from '../../core/vision/predictedObjects.ts';
import { readTile } from '../pixels/readTile.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { holdsDistances } from './readPrediction.ts';

/** A part of an image, or all of it, that is confirmed as a model predicts it. */
export interface Confirmed {
  readonly modelId: string;
  readonly box: PixelBox;
  /** What the confirmation labels, inside the box. */
  readonly diff: MaskDiff;
}

/** Pixels around a region in which its objects are looked for: more than the objects themselves are wide. */
const contextPx = 128;

/**
 * The object numbers that go with the confirmation of a region or an image: where the expert numbers the objects of a class already, or
 * the model was taught objects, what is confirmed is cut into objects as the model's maps say. An object that has a number
 * in what is labelled beside it keeps that number, so that it is one however many regions it lies in; others get fresh ones.
 * @returns null where nothing gets a number
 */
export async function confirmedObjects(session: ProjectSession, image: ImageRecord, { modelId, box, diff }: Confirmed): Promise<MaskDiff | null> {
  const { store } = session;
  const stored = store.predictions.find(modelId, image.id);
  if (!stored) return null;
  const window = clipBox({ x: box.x - contextPx, y: box.y - contextPx, width: box.width + 2 * contextPx, height: box.height + 2 * contextPx }, image.width, image.height);
  const path = join(store.paths.modelPredictions(modelId), stored.fileName);
  const hasDistances = await holdsDistances(path, image, stored);
  const read = (plane: PredictionPlane) =>
    readTile({ path, offset: planeIndex(plane, { ...stored, hasDistances })! * image.width * image.height, width: image.width, bytesPerPixel: 1 }, window);
  const labels = store.labels.part(image.id, image, window);
  const numbers = store.objects.part(image.id, image, window);
  const numbered = new Set<number>();
  labels.forEach((label, at) => {
    if (numbers[at] !== 0) numbered.add(label);
  });
  const prediction = await read('prediction');
  const ofObjects = prediction?.map((label) => (hasDistances || numbered.has(label) ? label : 0));
  if (!ofObjects?.some((label) => label !== 0)) return null;
  const found = predictedObjects({ width: window.width, height: window.height, classes: ofObjects, distances: hasDistances ? await read('objectDistance') : null });
  const known = knownNumbers({ ...found, labels, numbers });
  let fresh = highest(store.objects.map(image.id, image)) + 1;
  const numberOf = (object: number): number => {
    const number = known.get(object) ?? fresh++;
    known.set(object, number);
    return number;
  };
  return numbersOf(diff, { window, width: image.width, ids: found.ids, numbers, numberOf });
}

interface Neighbourhood {
  readonly ids: Int32Array;
  readonly classes: readonly number[];
  readonly labels: Uint8Array;
  readonly numbers: Uint32Array;
}

/** The number that most labelled pixels of each predicted object carry already, of its own class. */
function knownNumbers({ ids, classes, labels, numbers }: Neighbourhood): Map<number, number> {
  const votes = new Map<number, Map<number, number>>();
  ids.forEach((object, at) => {
    const number = numbers[at]!;
    if (object === 0 || number === 0 || labels[at] === unlabelled || labels[at] !== classes[object - 1]) return;
    const own = votes.get(object) ?? new Map<number, number>();
    own.set(number, (own.get(number) ?? 0) + 1);
    votes.set(object, own);
  });
  return new Map(Array.from(votes, ([object, own]) => [object, [...own].reduce((best, vote) => (vote[1] > best[1] ? vote : best))[0]]));
}

interface Numbering {
  readonly window: PixelBox;
  /** Of the image. */
  readonly width: number;
  readonly ids: Int32Array;
  readonly numbers: Uint32Array;
  readonly numberOf: (object: number) => number;
}

/** The pixels of a change of classes as a change of their object numbers. */
function numbersOf(diff: MaskDiff, { window, width, ids, numbers, numberOf }: Numbering): MaskDiff | null {
  const runs: number[] = [];
  for (let run = 0; run < diff.runs.length; run += 4) {
    const end = diff.runs[run]! + diff.runs[run + 1]!;
    for (let index = diff.runs[run]!; index < end; index++) {
      const at = (Math.floor(index / width) - window.y) * window.width + (index % width) - window.x;
      const [object, before] = [ids[at]!, numbers[at]!];
      if (object === 0) continue;
      const after = numberOf(object);
      if (after === before) continue;
      const last = runs.length - 4;
      const goesOn = index > diff.runs[run]! && runs[last]! + runs[last + 1]! === index && runs[last + 2] === before && runs[last + 3] === after;
      if (goesOn) runs[last + 1]!++;
      else runs.push(index, 1, before, after);
    }
  }
  return runs.length === 0 ? null : { width: diff.width, height: diff.height, runs: Uint32Array.from(runs) };
}

function highest(numbers: Uint32Array): number {
  let most = 0;
  for (const number of numbers) if (number > most) most = number;
  return most;
}
