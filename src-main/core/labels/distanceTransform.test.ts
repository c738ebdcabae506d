import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squaredDistances, squaredSpacedDistances } from './distanceTransform.ts';

test('distances along a row', () => {
  expect([...squaredDistances(Uint8Array.of(0, 1, 1, 1, 1), 5, 1)]).toEqual([0, 1, 4, 9, 16]);
  expect([...squaredDistances(Uint8Array.of(1, 1, 1), 3, 1)]).toEqual([Infinity, Infinity, Infinity]);
  expect([...squaredDistances(Uint8Array.of(1, 1, 1), 3, 1, true)]).toEqual([1, 1, 1]);
});

test('any mask: every distance is that to the nearest pixel outside it', () => {
  const masks = fc.array(fc.constantFrom(0, 1, 1, 1), { minLength: 63, maxLength: 63 });
  fc.assert(
    fc.property(masks, (values) => {
      const distances = squaredDistances(Uint8Array.from(values), 9, 7);
      values.forEach((_value, at) => {
        let nearest = Infinity;
        values.forEach((value, other) => {
          if (value === 0) nearest = Math.min(nearest, ((at % 9) - (other % 9)) ** 2 + (Math.floor(at / 9) - Math.floor(other / 9)) ** 2);
        });
        expect(distances[at]).toBe(nearest);
      });
    }),
  );
});

test('oblong pixels: distances run in units of their sides', () => {
  const masks = fc.array(fc.constantFrom(0, 1, 1, 1), { minLength: 63, maxLength: 63 });
  const side = fc.constantFrom(0.25, 0.7, 1, 3);
  fc.assert(
    fc.property(masks, side, side, (values, x, y) => {
      const distances = squaredSpacedDistances({ mask: Uint8Array.from(values), width: 9, height: 7, spacing: { x, y } });
      values.forEach((_value, at) => {
        let nearest = Infinity;
        values.forEach((value, other) => {
          if (value !== 0) return;
          nearest = Math.min(nearest, (x * ((at % 9) - (other % 9))) ** 2 + (y * (Math.floor(at / 9) - Math.floor(other / 9))) ** 2);
        });
        if (nearest === Infinity) expect(distances[at]).toBe(Infinity);
        else expect(distances[at]).toBeCloseTo(nearest, 9);
      });
    }),
  );
});
