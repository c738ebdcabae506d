import { heightLevels } from './heightLevels.ts';
import { neighbourPlaces } from './neighbourPlaces.ts';
import type { HeightMap } from './persistentPeaks.ts';

/** End of a queue. */
const none = -1;

/**
 * Seeded watershed: gives every pixel to the marker that reaches it first when the hills are flooded from the top down, high
 * pixels before low ones and those of one height in the order in which they were reached. No pixel stays a line between
 * two. The queue is a list for each level of height, so the time is linear.
 * @param markers row-major, number of the marker at each pixel, 0 where there is none; those outside the mask are left out
 * @returns number of the marker of each pixel; 0 outside the mask and in parts of it without a marker
 * Source: Meyer 1994, "Topographic distance and watershed lines", Signal Processing 38; Beucher & Meyer 1993 for the
 * ordered queue.
 */
export function floodFromMarkers({ width, height, mask, heights }: HeightMap, markers: Int32Array): Int32Array {
  const levels = heightLevels(heights, mask);
  const owners = new Int32Array(mask.length);
  const queue = new LevelQueue(mask.length);
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0 || markers[at] === 0) continue;
    owners[at] = markers[at]!;
    queue.put(at, levels[at]!);
  }
  const beside = new Int32Array(8);
  for (let at = queue.take(); at !== none; at = queue.take()) {
    const count = neighbourPlaces(at, width, height, beside);
    for (let next = 0; next < count; next++) {
      const place = beside[next]!;
      if (mask[place] === 0 || owners[place] !== 0) continue;
      owners[place] = owners[at]!;
      queue.put(place, levels[place]!);
    }
  }
  return owners;
}

/** Pixels by level, first in first out; a pixel is put in once. */
class LevelQueue {
  readonly #following: Int32Array;
  readonly #first = new Int32Array(2 ** 16).fill(none);
  readonly #last = new Int32Array(2 ** 16).fill(none);
  /** The flood's level: it only sinks, and a pixel above it is covered at once. */
  #level = 2 ** 16 - 1;

  constructor(pixels: number) {
    this.#following = new Int32Array(pixels).fill(none);
  }

  put(at: number, height: number): void {
    const level = Math.min(height, this.#level);
    const last = this.#last[level]!;
    if (last === none) this.#first[level] = at;
    else this.#following[last] = at;
    this.#last[level] = at;
  }

  /** @returns -1 when there is nothing left */
  take(): number {
    while (this.#level > 0 && this.#first[this.#level] === none) this.#level--;
    const at = this.#first[this.#level]!;
    if (at === none) return none;
    this.#first[this.#level] = this.#following[at]!;
    if (this.#first[this.#level] === none) this.#last[this.#level] = none;
    return at;
  }
}
