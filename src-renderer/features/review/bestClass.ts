/**
 * The class that is most probable over a region.
 * @param mask a byte a pixel of the region's box, 1 inside
 * @param probabilities planes of the same box by class index, 0 … 255 for 0 … 1
 * @returns the class with the largest sum inside, the first of equal ones; null where no plane is given
 */
export function bestClass(mask: Uint8Array, probabilities: ReadonlyMap<number, Uint8Array>): number | null {
  let best: { readonly index: number; readonly sum: number } | null = null;
  for (const [index, plane] of probabilities) {
    let sum = 0;
    for (let at = 0; at < mask.length; at++) if (mask[at] === 1) sum += plane[at]!;
    if (!best || sum > best.sum) best = { index, sum };
  }
  return best?.index ?? null;
}
