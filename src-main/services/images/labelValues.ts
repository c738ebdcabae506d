import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import type { ClassRecord } from '../../core/records.ts';
import type { DecodedLabels } from '../../images/imagesApi.ts';

/** What the numbers in a label file mean. */
export type LabelKind = 'classes' | 'instances';

export interface LabelFileMeaning {
  readonly name: string;
  readonly kind: LabelKind;
  readonly classes: readonly ClassRecord[];
}

/** Object numbers run on without end; this many distinct values are no list of classes any more. */
const fewestInstances = 3;

/**
 * Turns a label file's numbers into class indices.
 * @returns width x height class indices, 255 = not labelled
 * @throws SfumatoError `classOutOfRange` naming file, value, how many pixels hold it, and what is allowed
 */
export function classIndices(decoded: DecodedLabels, meaning: LabelFileMeaning): Uint8Array<ArrayBuffer> {
  const { values } = decoded;
  if (meaning.kind === 'instances') return Uint8Array.from(values, (value) => (value > 0 ? 1 : 0));
  const allowed = new Set<number>([unlabelled, ...meaning.classes.map(({ index }) => index)]);
  const wrong = values.find((value) => !allowed.has(value));
  if (wrong !== undefined) throw outOfRange(decoded, meaning, wrong);
  return Uint8Array.from(values);
}

/**
 * The objects that a label file numbers: their numbers are kept as they are.
 * @returns null where its numbers are classes
 */
export function objectNumbers(decoded: DecodedLabels, kind: LabelKind): Uint32Array | null {
  return kind === 'instances' ? Uint32Array.from(decoded.values) : null;
}

function outOfRange(decoded: DecodedLabels, meaning: LabelFileMeaning, wrong: number): SfumatoError {
  let pixels = 0;
  for (const value of decoded.values) if (value === wrong) pixels++;
  const classes = meaning.classes.map(({ index, name }) => `${index} ${name}`).join(', ');
  return new SfumatoError(
    'classOutOfRange',
    say('labelsOutOfRange', { name: meaning.name, pixels, value: wrong, classes, unlabelled, looksLikeInstances: looksLikeInstances(decoded) }),
  );
}

/** Numbered objects begin at 1 and leave out none, or nearly so. */
function looksLikeInstances({ values }: DecodedLabels): boolean {
  const distinct = new Set(values);
  distinct.delete(0);
  // Spread into arguments, a hundred thousand numbers would overflow the stack.
  let largest = 0;
  for (const value of distinct) largest = Math.max(largest, value);
  return distinct.size >= fewestInstances && distinct.size >= largest / 2;
}

/** @returns whether a map holds nothing but background and 255: a mask with white objects, or labels with a gap? */
export function isBackgroundAndUnlabelled(indices: Uint8Array): boolean {
  return indices.includes(unlabelled) && indices.every((index) => index === 0 || index === unlabelled);
}
