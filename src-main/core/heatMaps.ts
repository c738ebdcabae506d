/**
 * The confidence heat maps a user can lay over an image. Entropies are in nats, 0 … ln C for C classes;
 * the learned loss is the cross entropy the loss head foresees, in nats, 0 and up.
 */
export const heatMapKinds = [
  'predictiveEntropy',
  'mutualInformation',
  'expectedEntropy',
  'learnedLoss',
] as const;

export type HeatMapKind = (typeof heatMapKinds)[number];

/** The part of a map's range that its stored bytes 0 … 255 span, in nats. */
export interface HeatMapRange {
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Where a colour map's top should lie, in nats: all but the highest half percent of the pixels are below. Absent in
   * maps made before it was kept: then `maximum`.
   */
  readonly displayMaximum?: number | undefined;
}
