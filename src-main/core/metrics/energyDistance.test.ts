import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energyDistance, intersectionDistance } from './energyDistance.ts';

const foreground = [1, 2];
const maps = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }).map((values) => Uint8Array.from(values)), { minLength: 1, maxLength: 4 });

describe('intersectionDistance', () => {
  test('is 1 - IoU, over the classes that either map has', () => {
    expect(intersectionDistance(Uint8Array.of(1, 1, 0, 0), Uint8Array.of(1, 0, 0, 0), [1])).toBeCloseTo(1 / 2, 12);
    expect(intersectionDistance(Uint8Array.of(1, 1, 2, 0), Uint8Array.of(1, 1, 0, 0), [1, 2, 3])).toBeCloseTo((0 + 1) / 2, 12);
    expect(intersectionDistance(Uint8Array.of(0, 0), Uint8Array.of(0, 0), [1])).toBe(0);
  });

  test('refuses maps of other lengths', () => expect(() => intersectionDistance(new Uint8Array(2), new Uint8Array(3), [1])).toThrow(/wanted 2 pixels, got 3/));
});

describe('energyDistance', () => {
  test('of two single maps is twice their distance', () => {
    const [samples, truths] = [[Uint8Array.of(1, 1, 0)], [Uint8Array.of(1, 0, 0)]];
    expect(energyDistance({ samples, truths, classes: [1] })).toBeCloseTo(2 * 0.5, 12);
  });

  test('of one sample between two experts who differ wholly, worked by hand', () => {
    // 2 (0 + 1) / 2 - 0 - (0 + 1 + 1 + 0) / 4.
    const truths = [Uint8Array.of(1, 0), Uint8Array.of(0, 1)];
    expect(energyDistance({ samples: [Uint8Array.of(1, 0)], truths, classes: [1] })).toBeCloseTo(0.5, 12);
  });

  test('is 0 of equal sets, whatever their order, the same from either side, and within 0 … 2 of one class', () => {
    fc.assert(
      fc.property(maps, maps, (samples, truths) => {
        expect(energyDistance({ samples, truths: [...samples].reverse(), classes: foreground })).toBeCloseTo(0, 12);
        const there = energyDistance({ samples, truths, classes: [1] });
        expect(there).toBeCloseTo(energyDistance({ samples: truths, truths: samples, classes: [1] }), 12);
        // 1 - IoU of sets is of negative type, so the distance cannot be below 0.
        expect(there).toBeGreaterThanOrEqual(-1e-12);
        expect(there).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('refuses an empty set', () => expect(() => energyDistance({ samples: [], truths: [new Uint8Array(1)], classes: [1] })).toThrow(/got 0 samples and 1 truths/));
});
