import { say } from '../../core/messages/Message.ts';
import { classColour } from '../../core/classPalette.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import type { ClassRecord } from '../../core/records.ts';
import type { Services } from '../Services.ts';
import type { FoundFile } from './findImageFiles.ts';
import type { LabelKind } from './labelValues.ts';

/** Label files looked into: enough to tell classes from objects. */
const filesRead = 5;

/** Slices looked into of a label stack: its ends alone often hold next to nothing. */
const slicesRead = 5;

/** More values than a list of classes usually has. */
const mostClasses = 16;

const backgroundAndOne = classList(2);

/**
 * Guesses what the numbers in label files mean: whether they number objects, and which classes there are. Files that
 * cannot be read say nothing here; the import refuses them.
 */
export async function guessLabels(services: Services, labels: readonly FoundFile[]): Promise<{ readonly kind: LabelKind; readonly classes: readonly ClassRecord[] }> {
  const step = Math.max(1, Math.floor(labels.length / filesRead));
  const some = labels.filter((_label, index) => index % step === 0).slice(0, filesRead);
  const values = new Set<number>();
  for (const label of some) {
    for (const slice of await someSlices(services, label)) {
      const decoded = await services.images.decodeLabels({ ...label, slice }).catch(() => null);
      for (const value of new Set(decoded?.values)) values.add(value);
    }
  }
  values.delete(0);
  const isMask = values.size === 1 && values.has(unlabelled);
  const isNumbered = values.size > mostClasses || [...values].some((value) => value > unlabelled);
  if (isMask || isNumbered) return { kind: 'instances', classes: backgroundAndOne };
  values.delete(unlabelled);
  return { kind: 'classes', classes: classList(Math.max(2, Math.max(0, ...values) + 1)) };
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
