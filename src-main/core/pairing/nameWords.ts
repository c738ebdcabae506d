import { spelt } from './fileStem.ts';

/** Words that names of label files and of their folders carry, as they are met in published sets. */
const labelWords = [
  'cp[-_ ]?masks?',
  'label[-_ ]?maps?',
  'gold(?:[-_ ]?standard)?',
  'ground[-_ ]?truths?',
  'gts?',
  'truths?',
  'labels?',
  'lbls?',
  'labell?ed',
  'masks?',
  'segs?',
  'segmentations?',
  'annotations?',
  'annots?',
  'annotated',
  'instances?',
  'manual',
  'targets?',
  'masques?',
  '[ée]tiquettes?',
  'v[ée]rit[ée]s?(?:[-_ ]?terrain)?',
];

const imageWords = ['images?', 'imgs?', 'ims?', 'raws?', 'inputs?', 'scans?', 'pictures?', 'photos?', 'training'];

/** What a name is without the words that say what it holds. */
export interface NameCore {
  readonly core: string;
  /** Words taken away: with fewer, less is supposed. */
  readonly removed: number;
}

const labelAffixes = affixes(labelWords);
const imageAffixes = affixes(imageWords);
const onlyLabelWords = whole(labelWords);
const onlyImageWords = whole(imageWords);

/** Every core a label file's stem may have: `mask_a_seg` has `mask_a`, `a_seg` and `a`. Empty where it has no word of labels. */
export function labelCores(stem: string): readonly NameCore[] {
  return coresOf(stem, labelAffixes, onlyLabelWords);
}

/** The same for an image's stem: `a_image` has `a`. */
export function imageCores(stem: string): readonly NameCore[] {
  return coresOf(stem, imageAffixes, onlyImageWords);
}

/** Whether a folder's name such as `train_masks` or `labelsTr` has a word of labels as one of its parts. */
export function hasLabelWord(name: string): boolean {
  return partOfName(labelWords).test(spaced(name));
}

/** Whether one of a folder's name's parts is a word of images. */
export function hasImageWord(name: string): boolean {
  return partOfName(imageWords).test(spaced(name));
}

/** Whether an affix, a common part of names such as `_mask`, holds a word of labels or of images. */
export function hasKnownWord(affix: string): boolean {
  const text = affix.replace(/^[-_. ]+|[-_. \d]+$/gu, '');
  return onlyLabelWords.test(text) || onlyImageWords.test(text);
}

interface Affixes {
  readonly before: RegExp;
  readonly after: RegExp;
}

function affixes(words: readonly string[]): Affixes {
  const word = `(?:${words.join('|')})`;
  return {
    // `mask_a`, and `mask001`, but not `masked` or `segment`.
    before: new RegExp(`^${word}(?:[-_. ]+|(?=\\d))`, 'iu'),
    // `a_mask`, and `a_manual1` of several experts.
    after: new RegExp(`[-_. ]+${word}\\d{0,2}$`, 'iu'),
  };
}

function whole(words: readonly string[]): RegExp {
  const word = `(?:${words.join('|')})`;
  return new RegExp(`^${word}(?:[-_. ]+${word})*$`, 'iu');
}

/** `GroundTruth` as `Ground Truth`. */
export function spaced(name: string): string {
  return spelt(name).replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
}

function partOfName(words: readonly string[]): RegExp {
  return new RegExp(`(?:^|[-_. ])(?:${words.join('|')})\\d*(?=$|[-_. ])`, 'iu');
}

function coresOf(stem: string, { before, after }: Affixes, onlyWords: RegExp): readonly NameCore[] {
  const fewest = new Map<string, number>();
  const waiting: NameCore[] = [{ core: stem, removed: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const removed = next.removed + 1;
    const shorter = [next.core.replace(before, ''), next.core.replace(after, ''), ...(onlyWords.test(next.core) ? [''] : [])];
    for (const core of shorter) {
      if (core === next.core || (fewest.get(core) ?? Infinity) <= removed) continue;
      fewest.set(core, removed);
      waiting.push({ core, removed });
    }
  }
  return [...fewest].map(([core, count]) => ({ core, removed: count }));
}
