import { emptyMask } from './SampleWindow.ts';
import type { PixelMask } from './SampleWindow.ts';

/** Neighbours of a pixel: the four beside it, or also the four across its corners. */
export type Connectivity = 4 | 8;

export interface Seed {
  readonly x: number;
  readonly y: number;
}

/**
 * Breadth-first growth from a seed: neighbours join as long as `joins` takes them, and are asked in the order of their
 * distance in steps, so that a test that learns from the pixels taken sees the near ones first.
 * @param joins asked once for each pixel reached, the seed first, by its row-major index
 * @returns the pixels taken; empty when the seed lies outside or does not join
 */
export function growFrom(
  { width, height }: { readonly width: number; readonly height: number },
  seed: Seed,
  connectivity: Connectivity,
  joins: (index: number) => boolean,
): PixelMask {
  const mask = emptyMask(width, height);
  if (seed.x < 0 || seed.y < 0 || seed.x >= width || seed.y >= height) return mask;
  const { data } = mask;
  // Each pixel enters the queue once at most; 2 marks one that was asked and refused.
  const queue = new Int32Array(width * height);
  let end = 0;
  const ask = (index: number): void => {
    if (data[index] !== 0) return;
    if (!joins(index)) {
      data[index] = refused;
      return;
    }
    data[index] = 1;
    queue[end++] = index;
  };
  ask(seed.y * width + seed.x);
  for (let at = 0; at < end; at++) {
    const index = queue[at]!;
    const x = index % width;
    const left = x > 0;
    const right = x < width - 1;
    const up = index >= width;
    const down = index < width * (height - 1);
    if (up) ask(index - width);
    if (left) ask(index - 1);
    if (right) ask(index + 1);
    if (down) ask(index + width);
    if (connectivity === 4) continue;
    if (up && left) ask(index - width - 1);
    if (up && right) ask(index - width + 1);
    if (down && left) ask(index + width - 1);
    if (down && right) ask(index + width + 1);
  }
  for (let index = 0; index < data.length; index++) if (data[index] === refused) data[index] = 0;
  return mask;
}

const refused = 2;
