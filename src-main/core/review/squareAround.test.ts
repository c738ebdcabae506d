import { expect, test } from 'vitest';
import { squareAround, squareSide } from './squareAround.ts';

const size = { width: 100, height: 80 };
const everywhere = (): boolean => true;
const at = (x: number, y: number): number => y * size.width + x;
const half = squareSide / 2;

test('lies around its pixel, and moves inside where the image ends', () => {
  expect(squareAround(at(50, 40), size, everywhere).box).toEqual({ x: 50 - half, y: 40 - half, width: squareSide, height: squareSide });
  expect(squareAround(at(2, 79), size, everywhere).box).toEqual({ x: 0, y: 80 - squareSide, width: squareSide, height: squareSide });
});

test('of a small image it is the image', () => {
  expect(squareAround(0, { width: 30, height: 20 }, everywhere).box).toEqual({ x: 0, y: 0, width: 30, height: 20 });
});

test('holds what is free and hangs together with its pixel', () => {
  const { box, mask } = squareAround(at(40, 40), size, (index) => index % size.width < 50 || index % size.width > 55);
  expect(box).toEqual({ x: 40 - half, y: 40 - half, width: 50 - (40 - half), height: squareSide });
  expect(mask.every((inside) => inside === 1)).toBe(true);
});
