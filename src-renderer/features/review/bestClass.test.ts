import { expect, test } from 'vitest';
import { bestClass } from './bestClass.ts';

const mask = Uint8Array.of(1, 1, 0, 0);

test('the class with the most probability inside the region is best, whatever lies around it', () => {
  const planes = new Map([
    [0, Uint8Array.of(40, 60, 255, 255)],
    [2, Uint8Array.of(90, 30, 0, 0)],
  ]);
  expect(bestClass(mask, planes)).toBe(2);
  expect(bestClass(Uint8Array.of(0, 0, 1, 0), planes)).toBe(0);
});

test('of equal classes the first is taken; without planes there is none', () => {
  expect(bestClass(mask, new Map([[3, Uint8Array.of(5, 5, 0, 0)], [1, Uint8Array.of(4, 6, 9, 9)]]))).toBe(3);
  expect(bestClass(mask, new Map())).toBeNull();
});
