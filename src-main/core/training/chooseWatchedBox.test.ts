import { expect, test } from 'vitest';
import { chooseWatchedBox } from './chooseWatchedBox.ts';

const map = (width: number, height: number): Uint8Array => new Uint8Array(width * height).fill(255);

test('the square goes where the foreground is', () => {
  const labels = map(512, 256);
  for (let y = 100; y < 140; y++) labels.fill(1, y * 512 + 300, y * 512 + 340);
  const box = chooseWatchedBox(labels, 512, 256, 128);
  expect(box).toMatchObject({ width: 128, height: 128 });
  expect(box.x <= 300 && box.x + 128 >= 340 && box.y <= 100 && box.y + 128 >= 140).toBe(true);
});

test('one foreground pixel counts more than much background', () => {
  const labels = map(512, 128);
  labels.fill(0, 0, 200);
  labels[60 * 512 + 400] = 1;
  const { x } = chooseWatchedBox(labels, 512, 128, 128);
  expect(x + 128).toBeGreaterThan(400);
});

test('a small image is taken whole, an unlabelled one at its corner', () => {
  expect(chooseWatchedBox(map(40, 30), 40, 30, 256)).toEqual({ x: 0, y: 0, width: 40, height: 30 });
  expect(chooseWatchedBox(map(600, 600), 600, 600, 256)).toEqual({ x: 0, y: 0, width: 256, height: 256 });
});
