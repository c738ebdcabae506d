/** Share of pixels that may lie above the top of a colour map: a lone spike must not flatten the rest of the map. */
const sharePastTop = 0.005;
/** Least top, as a share of the range, so that a map of next to nothing is not blown up to noise. */
const leastShare = 0.02;

/** Counts a map's stored bytes as they come, for the range in which it is best shown. */
export class MapHistogram {
  readonly #counts = new Float64Array(256);

  add(bytes: Uint8Array): void {
    for (const value of bytes) this.#counts[value]!++;
  }

  /**
   * @param maximum what the byte 255 stands for
   * @returns the 99.5th percentile in the map's unit, at least 2 % of its range
   */
  displayMaximum(maximum: number): number {
    const allowed = this.#counts.reduce((sum, count) => sum + count, 0) * sharePastTop;
    let above = 0;
    let top = 255;
    while (top > 0 && above + this.#counts[top]! <= allowed) above += this.#counts[top--]!;
    return Math.max(leastShare, top / 255) * maximum;
  }
}
