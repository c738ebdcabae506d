import { pairByCommonAffix } from './commonAffix.ts';
import { fileStem, spelt } from './fileStem.ts';
import { imageCores, labelCores } from './nameWords.ts';
import type { NameCore } from './nameWords.ts';

/** Names that could go together in several ways: one image and several label files, or one label file and several images. */
export interface Ambiguity {
  readonly images: readonly string[];
  readonly labels: readonly string[];
}

export interface Pairing {
  /** The label file's name by the image's. Each label file goes with one image at most. */
  readonly pairs: ReadonlyMap<string, string>;
  readonly ambiguous: readonly Ambiguity[];
}

/** How a label file's name fits an image's, from the surest. */
const fits = ['name', 'stem', 'words'] as const;

interface Claim {
  readonly label: string;
  readonly fit: (typeof fits)[number];
}

interface Candidate {
  readonly image: string;
  readonly removed: number;
}

/**
 * Pairs images with label files by their names alone: the same name, else the same stem, else the same stem without known
 * words on either side (`a_image`, `mask_a`), else, where none of these fits any, without what all names of a list have in
 * common. What could be meant in two ways is left unpaired and told.
 * @param images names, each once
 * @param labels names, each once, none of them an image's of the same folder
 */
export function pairNames(images: readonly string[], labels: readonly string[]): Pairing {
  const known = pairByWords(images, labels);
  return known.pairs.size === 0 && known.ambiguous.length === 0 ? pairByAffix(images, labels) : known;
}

function pairByWords(images: readonly string[], labels: readonly string[]): Pairing {
  const names = new Set(images);
  const byCore = new Map<string, Candidate[]>();
  for (const image of images) {
    for (const { core, removed } of withStem(image, imageCores)) byCore.set(core, [...(byCore.get(core) ?? []), { image, removed }]);
  }
  const claims = new Map<string, Claim[]>();
  const ambiguous: Ambiguity[] = [];
  for (const label of labels) {
    const { images: best, fit } = names.has(label) ? { images: [label], fit: 'name' as const } : bestImages(label, byCore);
    if (best.length > 1) ambiguous.push({ images: best, labels: [label] });
    else if (best.length === 1) claims.set(best[0]!, [...(claims.get(best[0]!) ?? []), { label, fit }]);
  }
  const pairs = new Map<string, string>();
  for (const [image, claimed] of claims) {
    const surest = fits.find((fit) => claimed.some((claim) => claim.fit === fit));
    const able = claimed.filter(({ fit }) => fit === surest).map(({ label }) => label);
    if (able.length === 1) pairs.set(image, able[0]!);
    else ambiguous.push({ images: [image], labels: able });
  }
  return { pairs, ambiguous };
}

/** The images that a label file's name fits with the fewest words taken away. */
function bestImages(label: string, byCore: ReadonlyMap<string, readonly Candidate[]>): { readonly images: readonly string[]; readonly fit: 'stem' | 'words' } {
  let fewest = Infinity;
  const images = new Set<string>();
  for (const { core, removed } of withStem(label, labelCores)) {
    for (const candidate of byCore.get(core) ?? []) {
      const all = removed + candidate.removed;
      if (all > fewest) continue;
      if (all < fewest) images.clear();
      fewest = all;
      images.add(candidate.image);
    }
  }
  return { images: [...images], fit: fewest === 0 ? 'stem' : 'words' };
}

function withStem(name: string, cores: (stem: string) => readonly NameCore[]): readonly NameCore[] {
  const stem = spelt(fileStem(name));
  return [{ core: stem, removed: 0 }, ...cores(stem)];
}

function pairByAffix(images: readonly string[], labels: readonly string[]): Pairing {
  const imageOf = new Map(images.map((name) => [spelt(fileStem(name)), name]));
  const labelOf = new Map(labels.map((name) => [spelt(fileStem(name)), name]));
  const isSure = imageOf.size === images.length && labelOf.size === labels.length;
  const readings = isSure ? pairByCommonAffix([...imageOf.keys()], [...labelOf.keys()]) : [];
  const pairs = new Map<string, string>();
  const ambiguous: Ambiguity[] = [];
  for (const image of new Set(readings.flatMap((reading) => [...reading.keys()]))) {
    const able = [...new Set(readings.map((reading) => reading.get(image)).filter((label) => label !== undefined))].map((label) => labelOf.get(label)!);
    const name = imageOf.get(image)!;
    if (able.length === 1 && readings.length === 1) pairs.set(name, able[0]!);
    else ambiguous.push({ images: [name], labels: able });
  }
  return { pairs, ambiguous };
}
