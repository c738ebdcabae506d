import { say } from '../../core/messages/Message.ts';
import { classColour } from '../../core/classPalette.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import type { ClassRecord } from '../../core/records.ts';
import type { Services } from '../Services.ts';
import type { FoundFile } from './findImageFiles.ts';
import type { LabelKind } from './labelValues.ts';
import { spreadOver } from './spreadOver.ts';

/** Label files looked into whatever their size: enough to tell classes from objects. */
const fewestRead = 5;

/** And of small ones, so that a class that is in few of them is seen as well. */
const mostRead = 100;

/** Beyond the fewest, label files are read until this many pixels are: about a second's work. */
const mostPixelsRead = 32 * 1024 * 1024;

/** Distinct values told of one file, the smallest: numbered objects go on without end. */
const mostValuesTold = 300;

/** Slices looked into of a label stack: its ends alone often hold next to nothing. */
const slicesRead = 5;

/** More values than a list of classes usually has. */
const mostClasses = 16;

const backgroundAndOne = classList(2);

export interface GuessedLabels {
  readonly kind: LabelKind;
  readonly classes: readonly ClassRecord[];
  /** Of each label file that was looked into, by name: its values in order, without 0 and 255. */
  readonly values: ReadonlyMap<string, readonly number[]>;
}

/**
 * Guesses what the numbers in label files mean: whether they number objects, and which classes there are. Files that
 * cannot be read say nothing here; the import refuses them.
 */
export async function guessLabels(services: Services, labels: readonly FoundFile[]): Promise<GuessedLabels> {
  const all = new Set<number>();
  const valuesOf = new Map<string, readonly number[]>();
  let pixelsRead = 0;
  for (const label of new Set([...spreadOver(labels, fewestRead), ...spreadOver(labels, mostRead)])) {
    if (valuesOf.size >= fewestRead && pixelsRead >= mostPixelsRead) break;
    const read = await valuesIn(services, label);
    if (read === null) continue;
    pixelsRead += read.pixels;
    for (const value of read.values) all.add(value);
    valuesOf.set(label.name, told(read.values));
  }
  all.delete(0);
  const isMask = all.size === 1 && all.has(unlabelled);
  const isNumbered = all.size > mostClasses || [...all].some((value) => value > unlabelled);
  if (isMask || isNumbered) return { kind: 'instances', classes: backgroundAndOne, values: valuesOf };
  all.delete(unlabelled);
  return { kind: 'classes', classes: classList(Math.max(2, Math.max(0, ...all) + 1)), values: valuesOf };
}

/** @returns null where nothing of the file can be read */
async function valuesIn(services: Services, label: FoundFile): Promise<{ readonly values: ReadonlySet<number>; readonly pixels: number } | null> {
  const values = new Set<number>();
  let pixels = 0;
  for (const slice of await someSlices(services, label)) {
    const decoded = await services.images.decodeLabels({ ...label, slice }).catch(() => null);
    if (decoded === null) continue;
    pixels += decoded.values.length;
    for (const value of decoded.values) values.add(value);
  }
  return pixels === 0 ? null : { values, pixels };
}

function told(values: ReadonlySet<number>): readonly number[] {
  return [...values].filter((value) => value !== 0 && value !== unlabelled).sort((first, second) => first - second).slice(0, mostValuesTold);
}

/** Evenly through the stack, ends left out; the only slice of a file that is none. */
async function someSlices(services: Services, label: FoundFile): Promise<readonly number[]> {
  const slices = await services.images.describe(label).then(
    (described) => described.slices,
    () => 1,
  );
  const count = Math.min(slices, slicesRead);
  return Array.from({ length: count }, (_none, index) => Math.floor(((index + 0.5) * slices) / count));
}

function classList(count: number): ClassRecord[] {
  return Array.from({ length: count }, (_none, index) => ({
    index,
    name: (index === 0 ? say('background') : count === 2 ? say('object') : say('classNumber', { number: index })).text,
    colour: classColour(index),
    retired: false,
  }));
}
