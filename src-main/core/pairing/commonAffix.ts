import { hasKnownWord } from './nameWords.ts';

/** A folder may hold anything: a name of more parts than this is no longer compared part by part. */
const mostParts = 24;

/** Runs of small letters, of digits, of what separates; a capital begins a part of its own. An affix never cuts one in two. */
const parts = /\d+|\p{Lu}*[^\p{Lu}\d\-_. ]+|\p{Lu}+|[-_. ]+/gu;

interface Cut {
  /** Parts at the beginning and at the end that every name of the list has. */
  readonly before: number;
  readonly after: number;
}

/**
 * Finds what every name of one list has and those of the other have not, such as `_1stHO` in `a_1stHO` beside `a`, and pairs
 * by what is left. An unknown word may only be added to the other's name, or stand for a known one (`scan_1`, `gold_1`):
 * `left_1` and `right_1` are no pair. Either every label file or every image must find its partner.
 * @param images stems, each once
 * @param labels stems, each once
 * @returns the pairs of each way to read the names, usually one or none
 */
export function pairByCommonAffix(images: readonly string[], labels: readonly string[]): readonly ReadonlyMap<string, string>[] {
  if (images.length < 2 || labels.length < 2) return [];
  const imageParts = images.map(partsOf);
  const labelParts = labels.map(partsOf);
  if ([...imageParts, ...labelParts].some(({ length }) => length > mostParts)) return [];
  const imageCommon = commonParts(imageParts);
  const labelCommon = commonParts(labelParts);
  const readings: Map<string, string>[] = [];
  for (const before of choices(imageCommon.before, labelCommon.before)) {
    for (const after of choices(imageCommon.after, labelCommon.after)) {
      const imageCut = { before: before.image, after: after.image };
      const labelCut = { before: before.label, after: after.label };
      if (!isPlausible(imageParts[0]!, imageCut, labelParts[0]!, labelCut)) continue;
      const imageOf = new Map(imageParts.map((name, index) => [coreOf(name, imageCut), images[index]!]));
      imageOf.delete('');
      const pairs = new Map<string, string>();
      for (const [index, name] of labelParts.entries()) {
        const image = imageOf.get(coreOf(name, labelCut));
        if (image !== undefined) pairs.set(image, labels[index]!);
      }
      if (pairs.size > 0 && (pairs.size === labels.length || pairs.size === images.length) && !readings.some((known) => isSame(known, pairs))) readings.push(pairs);
    }
  }
  return readings;
}

function partsOf(stem: string): readonly string[] {
  return stem.match(parts) ?? [];
}

function commonParts(names: readonly (readonly string[])[]): Cut {
  const [first = []] = names;
  const shortest = Math.min(...names.map(({ length }) => length));
  let before = 0;
  while (before < shortest && names.every((name) => name[before] === first[before])) before++;
  let after = 0;
  while (after < shortest && names.every((name) => name.at(-1 - after) === first.at(-1 - after))) after++;
  return { before, after };
}

/** What both lists share may count as affix or as core alike: so one of them always gives up all that it has in common. */
function choices(image: number, label: number): readonly { readonly image: number; readonly label: number }[] {
  const lessOfImage = Array.from({ length: image }, (_none, count) => ({ image: count, label }));
  const lessOfLabel = Array.from({ length: label }, (_none, count) => ({ image, label: count }));
  return [{ image, label }, ...lessOfImage, ...lessOfLabel];
}

/** @returns what is left of a name; empty where nothing is */
function coreOf(name: readonly string[], { before, after }: Cut): string {
  return before + after < name.length ? name.slice(before, name.length - after).join('') : '';
}

function isPlausible(image: readonly string[], imageCut: Cut, label: readonly string[], labelCut: Cut): boolean {
  const before = [image.slice(0, imageCut.before), label.slice(0, labelCut.before)] as const;
  const after = [image.slice(image.length - imageCut.after), label.slice(label.length - labelCut.after)] as const;
  return isReplacement(...before) && isReplacement(...after);
}

/** Whether one affix may stand for the other: nothing for something, or one known word for another, with the same numbers. */
function isReplacement(image: readonly string[], label: readonly string[]): boolean {
  const least = Math.min(image.length, label.length);
  let start = 0;
  while (start < least && image[start] === label[start]) start++;
  let end = 0;
  while (end < least - start && image.at(-1 - end) === label.at(-1 - end)) end++;
  const ofImage = image.slice(start, image.length - end).join('');
  const ofLabel = label.slice(start, label.length - end).join('');
  if (ofImage === '' || ofLabel === '') return true;
  return hasKnownWord(ofImage) || hasKnownWord(ofLabel) ? !numbersDiffer(ofImage, ofLabel) : false;
}

/** `t000_` and `mask001_` tell of two things; a number on one side alone may count experts. */
function numbersDiffer(image: string, label: string): boolean {
  const numbers = [image, label].map((text) => (text.match(/\d+/gu) ?? []).join(' '));
  return numbers[0] !== '' && numbers[1] !== '' && numbers[0] !== numbers[1];
}

function isSame(first: ReadonlyMap<string, string>, second: ReadonlyMap<string, string>): boolean {
  return first.size === second.size && [...first].every(([image, label]) => second.get(image) === label);
}
