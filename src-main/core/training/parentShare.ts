/** What one model was trained on. */
export type TrainedOn = readonly { readonly imageId?: string | undefined; readonly labelledPixels: number }[];

/**
 * Share of what a model and those before it were trained on that is not among the images at hand, by labelled pixels: what it knows
 * beyond them can be kept only by its own word. What a model does not say of itself counts as all of it.
 * @param lineage the model, then the one it learned on from, and so on
 * @param images to be trained on
 * @returns 0 … 1
 */
export function parentShare(lineage: readonly TrainedOn[], images: readonly { readonly imageId: string; readonly labelledPixels: number }[]): number {
  if (lineage.some((data) => data.length === 0)) return 1;
  const here = new Set(images.map(({ imageId }) => imageId));
  const elsewhere = new Map<string, number>();
  let unnamed = 0;
  for (const { imageId, labelledPixels } of lineage.flat()) {
    if (imageId === undefined) unnamed += labelledPixels;
    else if (!here.has(imageId)) elsewhere.set(imageId, Math.max(elsewhere.get(imageId) ?? 0, labelledPixels));
  }
  const away = [...elsewhere.values()].reduce((sum, pixels) => sum + pixels, unnamed);
  const atHand = images.reduce((sum, { labelledPixels }) => sum + labelledPixels, 0);
  return away === 0 ? 0 : away / (away + atHand);
}
