import { describe, expect, test } from 'vitest';
import { wholeObjects } from '../labels/wholeObjects.ts';
import { normalisedDistances } from './normalisedDistances.ts';
import { separateObjects } from './separateObjects.ts';

const plain = { smoothing: 0, depth: 0.75, smallest: 1 };

function discs(width: number, height: number, centres: readonly (readonly [number, number, number])[]): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (centres.some(([column, row, radius]) => Math.hypot(x - column, y - row) <= radius)) mask[y * width + x] = 1;
    }
  }
  return mask;
}

describe('separateObjects', () => {
  test('cuts two discs that overlap, at their waist', () => {
    const [width, height] = [34, 19];
    const mask = discs(width, height, [[9, 9, 7], [22, 9, 8]]);
    const { ids, count } = separateObjects({ width, height, mask, distances: null });
    expect(count).toBe(2);
    expect(Array.from(ids, (id) => (id === 0 ? 0 : 1))).toEqual([...mask]);
    // The larger disc begins in the row above.
    expect([ids[9 * width + 9], ids[9 * width + 22]]).toEqual([2, 1]);
  });

  test('leaves one disc whole, also where the image ends across it', () => {
    const mask = discs(20, 20, [[0, 10, 8]]);
    expect(separateObjects({ width: 20, height: 20, mask, distances: null }).count).toBe(1);
  });

  test("goes by a network's distances where it has them", () => {
    const mask = new Uint8Array(8).fill(1);
    const distances = Float32Array.of(0.3, 1, 0.5, 0.1, 0.2, 0.9, 0.8, 0.3);
    const { ids } = separateObjects({ width: 8, height: 1, mask, distances }, { ...plain, depth: 0.85 });
    expect([...ids]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect([...separateObjects({ width: 8, height: 1, mask, distances }, { ...plain, depth: 0.5 }).ids]).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  test('drops what is too small and numbers the rest without gaps', () => {
    const mask = Uint8Array.of(1, 0, 1, 1, 1, 0, 1, 1, 1);
    const { ids, count } = separateObjects({ width: 9, height: 1, mask, distances: null }, { ...plain, smallest: 2 });
    expect(count).toBe(2);
    expect([...ids]).toEqual([0, 0, 1, 1, 1, 0, 2, 2, 2]);
  });

  test('a mask without an outside is one object', () => {
    expect(separateObjects({ width: 4, height: 4, mask: new Uint8Array(16).fill(1), distances: null }).count).toBe(1);
  });
});

describe('normalisedDistances', () => {
  test('have a peak of 1 in every object and a valley where two touch', () => {
    const ids = Int32Array.from('0111112222220', Number);
    const distances = normalisedDistances(ids, 2, { width: 13, height: 1 });
    const wanted = [0, 1 / 3, 2 / 3, 1, 2 / 3, 1 / 3, 1 / 3, 2 / 3, 1, 1, 2 / 3, 1 / 3, 0];
    wanted.forEach((value, at) => expect(distances[at]).toBeCloseTo(value, 6));
  });

  test('count no border where the image ends', () => {
    expect([...normalisedDistances(Int32Array.of(1, 1, 1, 0), 1, { width: 4, height: 1 })]).toEqual([1, 2 / 3, 1 / 3, 0].map(Math.fround));
    expect([...normalisedDistances(Int32Array.of(1, 1), 1, { width: 2, height: 1 })]).toEqual([1, 1]);
  });

  test('agree with a search of all pixels', () => {
    const [width, height] = [23, 17];
    const ids = Int32Array.from({ length: width * height }, (_none, at) => (((at % width) * 5) >> 4) % 3 === 0 ? 0 : 1 + Math.floor(at / width / 6));
    const distances = normalisedDistances(ids, 3, { width, height });
    const toBorder = (at: number): number => {
      let nearest = Infinity;
      ids.forEach((id, other) => {
        if (id !== ids[at]) nearest = Math.min(nearest, Math.hypot((at % width) - (other % width), Math.floor(at / width) - Math.floor(other / width)));
      });
      return nearest;
    };
    for (let own = 1; own <= 3; own++) {
      const pixels = [...ids.keys()].filter((at) => ids[at] === own);
      const largest = Math.max(...pixels.map(toBorder));
      for (const at of pixels) expect(distances[at]).toBeCloseTo(toBorder(at) / largest, 5);
    }
  });
});

describe('wholeObjects', () => {
  test('keeps given numbers, and takes connected areas of a class where none is given', () => {
    const labels = Uint8Array.from([1, 1, 1, 0, 1, 1, 2, 2, 255, 2]);
    const objects = Uint32Array.from([7, 7, 9, 0, 0, 0, 0, 7, 0, 0]);
    const { ids, classes } = wholeObjects({ width: 10, height: 1, labels, objects });
    expect([...ids]).toEqual([1, 1, 2, 0, 4, 4, 5, 3, 0, 6]);
    expect(classes).toEqual([1, 1, 2, 1, 2, 2]);
  });

  test('goes by areas alone where no image has numbers', () => {
    expect([...wholeObjects({ width: 4, height: 1, labels: Uint8Array.of(1, 0, 1, 1), objects: null }).ids]).toEqual([1, 0, 2, 2]);
  });
});
