import { describe, expect, test } from 'vitest';
import { partsByNetwork } from './batchParts.ts';
import type { TrainingBatch } from './batchParts.ts';

/** Images of one pixel, which is their number. */
const batchOf = (size: number): TrainingBatch => ({ input: Float32Array.from({ length: size }, (_none, image) => image), labels: new Uint8Array(size), size, side: 1 });

function cut(learnsFrom: 'part' | 'whole', { size, networks, count }: { readonly size: number; readonly networks: number; readonly count: number }) {
  return partsByNetwork(batchOf(size), { networksPerDraw: networks, learnsFrom }, count).map(({ part, ...place }) => ({ images: [...part.input], ...place }));
}

describe('partsByNetwork', () => {
  test('shares a batch out: each network has images of its own', () => {
    expect(cut('part', { size: 6, networks: 2, count: 1 })).toEqual([
      { images: [0, 1, 2], share: 1 / 2, network: 0, networkShare: 1 / 2 },
      { images: [3, 4, 5], share: 1 / 2, network: 1, networkShare: 1 / 2 },
    ]);
    const parts = cut('part', { size: 5, networks: 2, count: 4 });
    expect(parts.map(({ images }) => images)).toEqual([[0], [1], [2], [3, 4]]);
    parts.forEach(({ share }, at) => expect(share).toBeCloseTo([0.2, 0.2, 0.2, 0.4][at]!, 12));
  });

  test('or lets each network learn from all of it', () => {
    expect(cut('whole', { size: 2, networks: 4, count: 1 })).toEqual([0, 1, 2, 3].map((network) => ({ images: [0, 1], share: 1 / 4, network, networkShare: 1 / 4 })));
    expect(cut('whole', { size: 3, networks: 2, count: 3 }).map(({ images, network }) => [images, network])).toEqual([[[0], 0], [[1], 0], [[2], 0], [[0], 1], [[1], 1], [[2], 1]]);
  });

  test.each(['part', 'whole'] as const)('shares add up to 1, and to what each network has; no part holds more images than asked (%s)', (learnsFrom) => {
    for (const [size, networks, count] of [[7, 3, 1], [8, 4, 3], [5, 5, 9], [9, 2, 4]] as const) {
      const parts = cut(learnsFrom, { size, networks, count });
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      for (let network = 0; network < networks; network++) {
        const own = parts.filter((part) => part.network === network);
        expect(own.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(own[0]!.networkShare, 12);
      }
      expect(Math.max(...parts.map(({ images }) => images.length))).toBeLessThanOrEqual(Math.ceil(size / count));
    }
  });
});
