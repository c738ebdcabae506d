import type { Ambiguity, Pairing } from './pairNames.ts';

/** What a person has said of one image: its label file, or that it has none. */
export interface LabelChoice {
  readonly image: string;
  readonly label: string | null;
}

export interface SettledPairs extends Pairing {
  /** Label files that go with no image. */
  readonly unused: readonly string[];
}

/**
 * Puts a person's choices over what the names say. A label file chosen for one image is no other's; what was ambiguous is
 * settled once its image is chosen for, or all its label files are taken.
 * @param labels every label file's name
 * @param choices each image once, each label file once
 */
export function settlePairs(pairing: Pairing, labels: readonly string[], choices: readonly LabelChoice[]): SettledPairs {
  const chosen = new Map(choices.map(({ image, label }) => [image, label]));
  const taken = new Set(choices.flatMap(({ label }) => label ?? []));
  const pairs = new Map<string, string>();
  for (const [image, label] of pairing.pairs) if (!chosen.has(image) && !taken.has(label)) pairs.set(image, label);
  for (const [image, label] of chosen) if (label !== null) pairs.set(image, label);
  const ambiguous = pairing.ambiguous
    .map((known): Ambiguity => ({ images: known.images.filter((image) => !chosen.has(image)), labels: known.labels.filter((label) => !taken.has(label)) }))
    .filter((left) => left.images.length > 0 && left.labels.length > 0);
  const used = new Set(pairs.values());
  return { pairs, ambiguous, unused: labels.filter((label) => !used.has(label)) };
}
