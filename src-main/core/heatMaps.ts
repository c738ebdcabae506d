/**
 * The confidence heat maps that every prediction has, and by which regions are ranked and explained. Entropies are in nats,
 * 0 … ln C for C classes; the learned loss is the cross entropy the loss head foresees, in nats, 0 and up.
 */
export const heatMapKinds = [
  'predictiveEntropy',
  'mutualInformation',
  'expectedEntropy',
  'learnedLoss',
] as const;

export type HeatMapKind = (typeof heatMapKinds)[number];

/**
 * Heat maps that a prediction may have beside them, of probabilities and not in nats; higher is more doubtful, as in the others.
 * `memberVariance`: variance of a class's probability over the members, mean over the classes, of ensembles alone;
 * `margin`: 1 - (p1 - p2), p1 and p2 the largest two mean probabilities; `maximumProbability`: 1 - p1;
 * `learnedConfidence`: 1 - the probability of the true class as a confidence head foresees it, of models that have one.
 */
export const optionalMapKinds = ['memberVariance', 'margin', 'maximumProbability', 'learnedConfidence'] as const;

export type OptionalMapKind = (typeof optionalMapKinds)[number];

/** All that can be laid over an image. */
export const shownMapKinds = [...heatMapKinds, ...optionalMapKinds] as const;

export type ShownMapKind = (typeof shownMapKinds)[number];

/** Whether a kind of map is in nats; the others are in probabilities. */
export function isInNats(kind: ShownMapKind): kind is HeatMapKind {
  return (heatMapKinds as readonly string[]).includes(kind);
}

/** The part of a map's range that its stored bytes 0 … 255 span, in nats or, of optional maps, in probabilities. */
export interface HeatMapRange {
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Where a colour map's top should lie, in the map's unit: all but the highest half percent of the pixels are below. Absent
   * in maps made before it was kept: then `maximum`.
   */
  readonly displayMaximum?: number | undefined;
}

/** Of a prediction's maps; an optional map is there where its range is. */
export type HeatMapRanges = Readonly<Record<HeatMapKind, HeatMapRange>> & OptionalMapRanges;

export type OptionalMapRanges = { readonly [Kind in OptionalMapKind]?: HeatMapRange | undefined };
