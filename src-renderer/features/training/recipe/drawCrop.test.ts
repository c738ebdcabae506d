import { expect, test } from 'vitest';
import { paintCrop } from './drawCrop.ts';
import { rowsOf } from './ExamplesState.svelte.ts';

test('a crop is grey, dimmed where nobody has labelled, with an outline where a class begins', () => {
  const target = new Uint32Array(9);
  const colours = new Uint32Array(256);
  colours[1] = 0x0000ff;
  // Left column class 1, middle background, right not labelled.
  paintCrop(target, { side: 3, pixels: new Uint8Array(9).fill(100), labels: Uint8Array.of(1, 0, 255, 1, 0, 255, 1, 0, 255) }, colours);
  const middle = [...target.subarray(3, 6)].map((pixel) => pixel.toString(16));
  expect(middle).toEqual(['ff0000ff', 'ff646464', 'ff414141']);
});

test('a crop of three channels keeps its colours', () => {
  const target = new Uint32Array(2);
  paintCrop(target, { side: 1, pixels: Uint8Array.of(255, 128, 0, 200, 100, 0), labels: Uint8Array.of(0, 255) }, new Uint32Array(256));
  expect([...target].map((pixel) => pixel.toString(16))).toEqual(['ff0080ff', 'ff004182']);
});

test('what the engine sends is cut into rows of crops', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_none, at) => at);
  const rows = rowsOf({ imageIds: ['a', 'b'], columns: 2, side: 2, channels: 1 }, bytes, bytes.toReversed());
  expect(rows.map(({ imageId }) => imageId)).toEqual(['a', 'b']);
  expect([...rows[1]!.crops[0]!.pixels]).toEqual([8, 9, 10, 11]);
  expect([...rows[0]!.crops[1]!.labels]).toEqual([11, 10, 9, 8]);
});
