import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectedObjects, withoutSmallObjects } from './connectedObjects.ts';
import { brightnessPlane } from './brightnessPlane.ts';
import { brightnessOf, toDisplayUnits } from './displayUnits.ts';
import { otsuThreshold } from './otsu.ts';
import { regionGrow } from './regionGrow.ts';
import { drawnMask, greyFrom, maskFrom } from './testing/masks.ts';
import { thresholdRegion, thresholdStart } from './thresholdRegion.ts';

test('Otsu parts two levels in their middle', () => {
  expect(otsuThreshold([10, 10, 10, 200])).toBeCloseTo(105, 0);
});

test('Otsu has no threshold where all pixels are alike or there are none', () => {
  expect(otsuThreshold([7, 7, 7])).toBeNull();
  expect(otsuThreshold([])).toBeNull();
});

test('Otsu maximises the variance between the groups', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 5, maxLength: 60 }), (values) => {
      const threshold = otsuThreshold(values);
      if (threshold === null) return;
      const between = (border: number): number => {
        const dark = values.filter((value) => value < border);
        const light = values.filter((value) => value >= border);
        if (dark.length === 0 || light.length === 0) return 0;
        const mean = (some: number[]): number => some.reduce((sum, value) => sum + value, 0) / some.length;
        return dark.length * light.length * (mean(dark) - mean(light)) ** 2;
      };
      const best = Math.max(...values.map(between));
      // Whole numbers over at most 255 fall into cells of their own.
      expect(between(threshold)).toBeGreaterThanOrEqual(best * (1 - 1e-9));
    }),
  );
});

const scene = brightnessOf(
  greyFrom(`
    111111
    199118
    199111
    111118
  `),
  null,
);

test('light objects above the threshold, small ones left out, inside the shape alone', () => {
  const threshold = thresholdStart(scene, null)!;
  expect(threshold).toBeGreaterThan(10);
  expect(threshold).toBeLessThan(80);
  expect(drawnMask(thresholdRegion(scene, null, { threshold, objects: 'light', smallestObjectPx: 1 }))).toEqual([
    '......',
    '.##..#',
    '.##...',
    '.....#',
  ]);
  expect(drawnMask(thresholdRegion(scene, null, { threshold, objects: 'light', smallestObjectPx: 2 }))).toEqual([
    '......',
    '.##...',
    '.##...',
    '......',
  ]);
  const inside = maskFrom(`
    .#....
    .#....
    .#....
    .#....
  `);
  expect(drawnMask(thresholdRegion(scene, inside, { threshold, objects: 'light', smallestObjectPx: 1 }))).toEqual([
    '......',
    '.#....',
    '.#....',
    '......',
  ]);
  expect(drawnMask(thresholdRegion(scene, inside, { threshold, objects: 'dark', smallestObjectPx: 1 }))).toEqual([
    '.#....',
    '......',
    '......',
    '.#....',
  ]);
});

test('the start value is that of the pixels inside', () => {
  const halves = brightnessOf(greyFrom('1249'), null);
  expect(thresholdStart(halves, maskFrom('##..'))).toBeCloseTo(15, 1);
  expect(thresholdStart(halves, maskFrom('..##'))).toBeCloseTo(65, 0);
  expect(thresholdStart(halves, maskFrom('#...'))).toBeNull();
});

test('objects are numbered in reading order, joined where their arms meet', () => {
  const mask = maskFrom(`
    #.#.#
    ###..
    ....#
  `);
  expect([...connectedObjects(mask, 4).ids]).toEqual([1, 0, 1, 0, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0, 3]);
  expect([...connectedObjects(mask, 4).sizes]).toEqual([5, 1, 1]);
  expect([...connectedObjects(maskFrom('#.\n.#'), 8).sizes]).toEqual([2]);
  expect(drawnMask(withoutSmallObjects(mask, 3, 4))).toEqual(['#.#..', '###..', '.....']);
});

test('a region grows through its class’s probability up to the threshold', () => {
  const window = { width: 5, height: 2, values: Uint8Array.of(255, 204, 100, 255, 204, 203, 0, 0, 0, 0) };
  const grown = regionGrow(window, { x: 0, y: 0 }, { threshold: 0.8, connectivity: 4 });
  expect(drawnMask(grown)).toEqual(['##...', '.....']);
  expect(drawnMask(regionGrow(window, { x: 2, y: 0 }, { threshold: 0.8, connectivity: 4 }))).toEqual(['.....', '.....']);
  expect(drawnMask(regionGrow(window, { x: 3, y: 0 }, { threshold: 0.3, connectivity: 4 }))).toEqual(['#####', '#....']);
});

test('brightness straight from samples is to the bit that of their display units', () => {
  const samples = Float32Array.from({ length: 5 * 4 * 3 }, (_, at) => (at === 7 ? NaN : Math.sin(at) * 3000));
  const window = { width: 5, height: 4, channels: 3, samples };
  for (const ranges of [[[-900, 1234.5]], [[0, 1], [5, 5], [-3000, 3000]]] as const) {
    for (const channel of [null, 0, 2, 9]) {
      expect(brightnessPlane(window, ranges, channel)).toEqual(brightnessOf(toDisplayUnits(window, ranges), channel));
    }
  }
});
