import { labelledCount } from '../labels/labelTiles.ts';

/** Where crops lie: on labelled pixels alone, of all images together. */
export interface CropSampling {
  /** Share of the crops placed on labels that the parent has not learned from, where there are others too, 0 … 1. */
  readonly newShare: number;
  /** A class is drawn as often as its labelled pixels to this power: 1 as often as it is labelled, 0 all classes alike. */
  readonly classPower: number;
}

/**
 * Half new, half replay: with less the few new labels are seldom seen in a short update, with more what was learned before is forgotten.
 * Source of replay beside new examples in each batch: Rolnick et al. 2019 (CLEAR), arXiv:1811.11682, which found an even mixture good.
 * Source of the square root: Mahajan et al. 2018, arXiv:1805.00932; Kang et al. 2020, arXiv:1910.09217 ("square-root sampling").
 */
export const updateSampling: CropSampling = { newShare: 0.5, classPower: 0.5 };

/**
 * Of networks that begin with random weights: where less than half is labelled, labels come of a queue that asks some images and classes
 * much and others little, and crops are drawn as for an update. On complete images every image comes as often.
 * @param images [pixels] each, 255 = unlabelled
 * @returns null for complete images
 */
export function samplingAnew(images: readonly Uint8Array[]): CropSampling | null {
  const pixels = images.reduce((sum, { length }) => sum + length, 0);
  const labelled = images.reduce((sum, labels) => sum + labelledCount(labels), 0);
  return labelled < pixels / 2 ? updateSampling : null;
}
