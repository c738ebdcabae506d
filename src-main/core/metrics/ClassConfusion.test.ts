import { expect, test } from 'vitest';
import { unlabelled } from '../labels/labelMap.ts';
import { ClassConfusion } from './ClassConfusion.ts';

test('IoU is taken over all images together, of the classes that the truth has', () => {
  const confusion = new ClassConfusion(4);
  confusion.add(Uint8Array.of(0, 0, 1, 1), Uint8Array.of(0, 1, 1, unlabelled));
  confusion.add(Uint8Array.of(1, 2, 0), Uint8Array.of(1, 0, 0));
  // 0: truth 3, predicted 3, both 2; 1: truth 3, predicted 2, both 2; 2: predicted once, never there; 3: nowhere.
  expect(confusion.intersectionOverUnion()).toEqual([2 / 4, 2 / 3, 0, null]);
  expect(confusion.meanIntersectionOverUnion()).toBeCloseTo((2 / 4 + 2 / 3) / 2, 12);
  expect(confusion.accuracy()).toBeCloseTo(4 / 6, 12);
});

test('lengths and classes that do not fit are refused', () => {
  const confusion = new ClassConfusion(2);
  expect(() => confusion.add(Uint8Array.of(0), Uint8Array.of(0, 1))).toThrow(/wanted 2 predicted pixels, got 1/);
  expect(() => confusion.add(Uint8Array.of(0), Uint8Array.of(2))).toThrow(/below 2, got truth 2/);
  expect(() => confusion.add(Uint8Array.of(2), Uint8Array.of(0))).toThrow(/prediction 2/);
});
