import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDisplayUnits } from './displayUnits.ts';
import { magicWand } from './magicWand.ts';
import type { WandRule } from './magicWand.ts';
import { drawnMask, greyFrom } from './testing/masks.ts';

const rule: WandRule = { tolerance: 10, connectivity: 4, comparedTo: 'seed' };

const picture = greyFrom(`
  11299
  13921
  99112
  19111
`);

test('takes the connected pixels within the tolerance, across sides only', () => {
  expect(drawnMask(magicWand(picture, { x: 0, y: 0 }, rule))).toEqual(['###..', '#....', '.....', '.....']);
});

test('takes corners too where eight neighbours count', () => {
  const diagonal = greyFrom('19\n91');
  expect(drawnMask(magicWand(diagonal, { x: 0, y: 0 }, rule))).toEqual(['#.', '..']);
  expect(drawnMask(magicWand(diagonal, { x: 0, y: 0 }, { ...rule, connectivity: 8 }))).toEqual(['#.', '.#']);
});

test('a tolerance is reached by equality and the distance runs over all channels', () => {
  const colours = { width: 3, height: 1, channels: 3, values: Float32Array.of(0, 0, 0, 3, 4, 0, 3, 4, 1) };
  expect(drawnMask(magicWand(colours, { x: 0, y: 0 }, { ...rule, tolerance: 5 }))).toEqual(['##.']);
});

test('the mean of the region follows slow shading that the seed does not', () => {
  const ramp = greyFrom('0123456789');
  expect(drawnMask(magicWand(ramp, { x: 0, y: 0 }, { ...rule, tolerance: 20 }))).toEqual(['###.......']);
  // By hand: means 0, 5, 10, 15, …: the next pixel is 10, 15, 20, 25 away, so 20 stops at the third.
  expect(drawnMask(magicWand(ramp, { x: 0, y: 0 }, { ...rule, tolerance: 20, comparedTo: 'regionMean' }))).toEqual(['####......']);
});

test('a seed outside takes nothing', () => {
  expect(magicWand(picture, { x: -1, y: 0 }, rule).data).not.toContain(1);
});

test('a larger tolerance keeps what a smaller one took, and holds the seed', () => {
  const windows = fc.record({
    values: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 48, maxLength: 48 }),
    x: fc.nat(7),
    y: fc.nat(5),
    small: fc.nat(60),
    more: fc.nat(60),
    connectivity: fc.constantFrom(4 as const, 8 as const),
  });
  fc.assert(
    fc.property(windows, ({ values, x, y, small, more, connectivity }) => {
      const window = { width: 8, height: 6, channels: 1, values: Float32Array.from(values) };
      const less = magicWand(window, { x, y }, { tolerance: small, connectivity, comparedTo: 'seed' });
      const larger = magicWand(window, { x, y }, { tolerance: small + more, connectivity, comparedTo: 'seed' });
      expect(less.data[y * 8 + x]).toBe(1);
      less.data.forEach((taken, index) => {
        if (taken) expect(larger.data[index]).toBe(1);
      });
      // The region is the same from any of its pixels of the seed's colour.
      const again = less.data.findIndex((taken, index) => taken === 1 && values[index] === values[y * 8 + x]);
      const other = magicWand(window, { x: again % 8, y: Math.floor(again / 8) }, { tolerance: small, connectivity, comparedTo: 'seed' });
      expect(other.data).toEqual(less.data);
    }),
  );
});

test('display units put each range on 0 … 255 and take no number for black', () => {
  const window = { width: 2, height: 1, channels: 2, samples: Float32Array.of(100, 4, Number.NaN, 5) };
  const { values } = toDisplayUnits(window, [
    [100, 200],
    [3, 5],
  ]);
  expect([...values]).toEqual([0, 127.5, 0, 255]);
  expect(() => toDisplayUnits({ ...window, width: 3 }, [[0, 1]])).toThrow(/wanted 6/);
});
