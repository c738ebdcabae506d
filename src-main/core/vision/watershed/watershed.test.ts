import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { floodFromMarkers } from './floodFromMarkers.ts';
import { fromHighToLow, heightLevels } from './heightLevels.ts';
import { neighbourPlaces } from './neighbourPlaces.ts';
import { persistentPeaks } from './persistentPeaks.ts';
import type { HeightMap } from './persistentPeaks.ts';

const landscape = (rows: readonly string[]): HeightMap => ({
  width: rows[0]!.length,
  height: rows.length,
  mask: Uint8Array.from(rows.join(''), (digit) => (digit === '.' ? 0 : 1)),
  heights: Float32Array.from(rows.join(''), (digit) => (digit === '.' ? 0 : Number(digit))),
});

const places = (map: HeightMap, at: number): number[] => {
  const into = new Int32Array(8);
  return [...into.subarray(0, neighbourPlaces(at, map.width, map.height, into))].filter((place) => map.mask[place] !== 0);
};

/** Pixels of the mask reached from one without going below a height. */
function reached(map: HeightMap, from: number, lowest: number): Set<number> {
  const seen = new Set<number>();
  const waiting = [from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at) || map.heights[at]! < lowest) continue;
    seen.add(at);
    waiting.push(...places(map, at));
  }
  return seen;
}

/** By the definition: from a peak nothing higher (an equal one earlier in row order counts as higher) is reached within `depth` below it. */
function brutePeaks(map: HeightMap, depth: number): number[] {
  const isHigher = (one: number, other: number) => map.heights[one]! > map.heights[other]! || (map.heights[one] === map.heights[other] && one < other);
  const inside = [...map.mask.keys()].filter((at) => map.mask[at] !== 0);
  return inside.filter((at) => {
    const levels = [...new Set(inside.map((place) => map.heights[place]!))].filter((level) => level <= map.heights[at]!);
    // The highest pass over which something higher is reached.
    const pass = Math.max(...levels.filter((level) => [...reached(map, at, level)].some((place) => isHigher(place, at))), -Infinity);
    if (pass === map.heights[at]) return false;
    return map.heights[at]! - pass >= depth;
  });
}

/** Flood of the definition: of all pixels at the water's edge the highest, or of equal ones the earliest reached, spreads next. */
function bruteFlood(map: HeightMap, markers: Int32Array): number[] {
  const owners = new Array<number>(map.mask.length).fill(0);
  const edge: { at: number; level: number }[] = [];
  let water = Infinity;
  const put = (at: number) => edge.push({ at, level: Math.min(map.heights[at]!, water) });
  for (const at of markers.keys()) {
    if (markers[at] === 0 || map.mask[at] === 0) continue;
    owners[at] = markers[at]!;
    put(at);
  }
  while (edge.length > 0) {
    water = Math.max(...edge.map(({ level }) => level));
    const [{ at }] = edge.splice(edge.findIndex(({ level }) => level === water), 1) as [{ at: number; level: number }];
    for (const place of places(map, at)) {
      if (owners[place] !== 0) continue;
      owners[place] = owners[at]!;
      put(place);
    }
  }
  return owners;
}

const anyLandscape = fc
  .array(fc.array(fc.constantFrom('.', '1', '2', '3', '4', '5'), { minLength: 6, maxLength: 6 }), { minLength: 5, maxLength: 5 })
  .map((rows) => landscape(rows.map((row) => row.join(''))));

describe('persistentPeaks', () => {
  test('dissolves a hill that is not high enough above its saddle', () => {
    const map = landscape(['1352461']);
    expect([...persistentPeaks(map, 0)]).toEqual([2, 5]);
    expect([...persistentPeaks(map, 3)]).toEqual([2, 5]);
    expect([...persistentPeaks(map, 4)]).toEqual([5]);
  });

  test('leaves each connected part one peak at least, a plateau one pixel', () => {
    expect([...persistentPeaks(landscape(['22.3', '22..']), 99)]).toEqual([0, 3]);
  });

  test('agrees with the definition', () => {
    fc.assert(
      fc.property(anyLandscape, fc.integer({ min: 1, max: 4 }), (map, depth) => {
        expect([...persistentPeaks(map, depth)]).toEqual(brutePeaks(map, depth));
      }),
    );
  });
});

describe('floodFromMarkers', () => {
  test('meets in the valley', () => {
    expect([...floodFromMarkers(landscape(['3542461']), Int32Array.of(0, 1, 0, 0, 0, 2, 0))]).toEqual([1, 1, 1, 2, 2, 2, 2]);
  });

  test('leaves parts without a marker, and markers outside the mask, empty', () => {
    expect([...floodFromMarkers(landscape(['2.3']), Int32Array.of(1, 2, 0))]).toEqual([1, 0, 0]);
  });

  test('agrees with the definition', () => {
    const markers = fc.array(fc.constantFrom(0, 0, 0, 0, 1, 2, 3), { minLength: 30, maxLength: 30 }).map((values) => Int32Array.from(values));
    fc.assert(
      fc.property(anyLandscape, markers, (map, seeds) => {
        expect([...floodFromMarkers(map, seeds)]).toEqual(bruteFlood(map, seeds));
      }),
    );
  });
});

test('levels keep the order of the heights, and the sort is stable', () => {
  const map = landscape(['31.3', '2..1']);
  const levels = heightLevels(map.heights, map.mask);
  expect([...levels]).toEqual([65_535, 0, 0, 65_535, 32_768, 0, 0, 0]);
  expect([...fromHighToLow(levels, map.mask)]).toEqual([0, 3, 4, 1, 7]);
});
