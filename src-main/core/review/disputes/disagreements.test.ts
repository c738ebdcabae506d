import { describe, expect, test } from 'vitest';
import { disagreementRegions, fewestDisagreedPixels } from './disagreements.ts';
import type { LabelledPrediction } from './disagreements.ts';

const size = { width: 40, height: 20 };
const pixels = size.width * size.height;

/** Labelled 1 on the left half, 2 on the right; the model holds its label probable everywhere but in the box. */
function image(box: { x: number; y: number; width: number; height: number }, change: Partial<LabelledPrediction> = {}): LabelledPrediction {
  const inside = (pixel: number): boolean => {
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
  };
  return {
    ...size,
    labels: Uint8Array.from({ length: pixels }, (_none, pixel) => (pixel % size.width < 20 ? 1 : 2)),
    probabilityOfLabel: Float32Array.from({ length: pixels }, (_none, pixel) => (inside(pixel) ? 0.01 : 0.9)),
    isOpenToDoubt: () => true,
    ...change,
  };
}

describe('disagreements', () => {
  test('are connected labelled pixels that the model holds for something else', () => {
    const [region, ...others] = disagreementRegions(image({ x: 3, y: 4, width: 6, height: 5 }));
    expect(others).toEqual([]);
    expect(region!.box).toEqual({ x: 3, y: 4, width: 6, height: 5 });
  });

  test('nothing nearer than two pixels to another label counts', () => {
    const [region] = disagreementRegions(image({ x: 10, y: 4, width: 20, height: 5 }));
    expect(region!.box).toEqual({ x: 10, y: 4, width: 8, height: 5 });
    expect(disagreementRegions(image({ x: 16, y: 0, width: 8, height: 10 }))).toEqual([]);
  });

  test('a probability of exactly a twentieth is no strong disagreement', () => {
    const even = image({ x: 3, y: 4, width: 6, height: 5 });
    expect(disagreementRegions({ ...even, probabilityOfLabel: even.probabilityOfLabel.map((value) => (value < 0.05 ? 0.0501 : value)) })).toEqual([]);
  });

  test('small ones, unlabelled pixels and what was settled before are left alone', () => {
    expect(disagreementRegions(image({ x: 3, y: 4, width: 4, height: fewestDisagreedPixels / 4 }))).toHaveLength(1);
    expect(disagreementRegions(image({ x: 3, y: 4, width: fewestDisagreedPixels - 1, height: 1 }))).toEqual([]);
    expect(disagreementRegions(image({ x: 3, y: 4, width: 6, height: 5 }, { isOpenToDoubt: () => false }))).toEqual([]);
    expect(disagreementRegions(image({ x: 3, y: 4, width: 6, height: 5 }, { labels: new Uint8Array(pixels).fill(255) }))).toEqual([]);
  });
});
