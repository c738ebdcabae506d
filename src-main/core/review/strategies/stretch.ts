/** Regions that are put in order among each other, and are settled at one sitting: an expert who goes on sees the next stretch afresh. */
export const stretchLength = 40;

/** The order cut into stretches. */
export function stretchesOf<Region>(ordered: readonly Region[]): Region[][] {
  return Array.from({ length: Math.ceil(ordered.length / stretchLength) }, (_none, at) => ordered.slice(at * stretchLength, (at + 1) * stretchLength));
}
