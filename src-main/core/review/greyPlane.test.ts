import { expect, test } from 'vitest';
import { greyPlane } from './greyPlane.ts';

test('the shown range spans the bytes, what lies beyond is cut', () => {
  expect([...greyPlane(Uint16Array.of(0, 100, 160, 200, 900), 1, [100, 200])]).toEqual([0, 0, 153, 255, 255]);
});

test('of several channels it is the mean', () => {
  expect([...greyPlane(Uint8Array.of(0, 0, 255, 30, 60, 90), 3, [0, 255])]).toEqual([85, 60]);
});

test('an image of one value is black', () => {
  expect([...greyPlane(Float32Array.of(3, 3), 1, [3, 3])]).toEqual([0, 0]);
});
