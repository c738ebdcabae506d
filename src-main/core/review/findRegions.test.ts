import { expect, test } from 'vitest';
import type { HeatMapKind } from '../heatMaps.ts';
import { heatMapKinds } from '../heatMaps.ts';
import { unlabelled } from '../labels/labelMap.ts';
import { findRegions, regionWindowSide } from './findRegions.ts';
import type { FoundRegion } from './FoundRegion.ts';
import type { PredictedImage } from './PredictedImage.ts';

/** Side of the square of pixels that one sign of a picture stands for: its middle is out of reach of a neighbour's rim. */
const scale = 6;

/** Reads a map drawn as text: `.` is sure, 1 … 9 tenths of the largest doubt; each sign is a square of `scale` pixels. */
function mapFrom(picture: string): { width: number; height: number; bytes: Uint8Array } {
  const rows = picture.trim().split('\n').map((line) => line.trim());
  const width = rows[0]!.length * scale;
  const height = rows.length * scale;
  const bytes = Uint8Array.from({ length: width * height }, (_none, at) => {
    const sign = rows[Math.floor(at / width / scale)]![Math.floor((at % width) / scale)]!;
    return sign === '.' ? 0 : Math.round((Number(sign) * 255) / 9);
  });
  return { width, height, bytes };
}

function predicted(picture: string, others: Partial<Record<HeatMapKind, string>> = {}): PredictedImage {
  const { width, height, bytes } = mapFrom(picture);
  const range = { minimum: 0, maximum: Math.log(2) };
  const maps = Object.fromEntries(heatMapKinds.map((kind) => [kind, others[kind] ? mapFrom(others[kind]).bytes : new Uint8Array(width * height)]));
  return {
    width,
    height,
    classCount: 2,
    prediction: new Uint8Array(width * height),
    maps: { ...maps, predictiveEntropy: bytes } as PredictedImage['maps'],
    ranges: { predictiveEntropy: range, mutualInformation: range, expectedEntropy: range, learnedLoss: range },
    labels: new Uint8Array(width * height).fill(unlabelled),
    optionalMaps: {},
    grey: null,
  };
}

/** Draws the regions over the signs of a picture, each with its place in the list. */
function drawn(regions: readonly FoundRegion[], { width, height }: PredictedImage): string {
  const rows = Array.from({ length: height / scale }, () => Array.from({ length: width / scale }, () => '.'));
  regions.forEach(({ box, mask }, place) =>
    mask.forEach((inside, at) => {
      const x = box.x + (at % box.width);
      const y = box.y + Math.floor(at / box.width);
      // The middle of a sign's square, so that the rim does not count.
      if (inside === 1 && x % scale === 3 && y % scale === 3) rows[(y - 3) / scale]![(x - 3) / scale] = String(place);
    }),
  );
  return rows.map((row) => row.join('')).join('\n');
}

const twoSpots = `
  ........................................
  ........................................
  ...99...................................
  ..9999..........................666.....
  ...99...........................666.....
  ........................................
  ........................................
  ........................................
`;

test('each spot of doubt is a region, the one with more expected errors first', () => {
  const image = predicted(twoSpots);
  const regions = findRegions(image);
  expect(drawn(regions, image)).toBe(twoSpots.trim().replaceAll(' ', '').replaceAll('9', '0').replaceAll('6', '1'));
  expect(regions[0]!.score).toBeGreaterThan(regions[1]!.score);
});

test('the score is the expected number of wrong pixels', () => {
  const image = predicted(twoSpots);
  // Eight squares of 36 pixels at ln 2 nats, where one in two is wrong; the rim is sure.
  expect(findRegions(image)[0]!.score).toBeCloseTo(8 * 36 * 0.5, 1);
});

test('what is labelled is not asked again', () => {
  const image = predicted(twoSpots);
  for (let at = 0; at < image.labels.length; at++) if (at % image.width < image.width / 2) image.labels[at] = 0;
  const regions = findRegions(image);
  expect(regions).toHaveLength(1);
  expect(regions[0]!.box.x).toBeGreaterThan(image.width / 2);
});

test('no region is larger than its window, and none shares a pixel with another', () => {
  const image = predicted(Array.from({ length: 40 }, () => '7'.repeat(40)).join('\n'));
  const regions = findRegions(image);
  expect(regions.length).toBeGreaterThan(1);
  const seen = new Set<number>();
  for (const { box, mask, pixelCount } of regions) {
    expect(Math.max(box.width, box.height)).toBeLessThanOrEqual(regionWindowSide);
    let inside = 0;
    mask.forEach((value, at) => {
      if (value !== 1) return;
      inside++;
      const index = (box.y + Math.floor(at / box.width)) * image.width + box.x + (at % box.width);
      expect(seen.has(index)).toBe(false);
      seen.add(index);
    });
    expect(inside).toBe(pixelCount);
  }
});

test('the reason is the kind of doubt that stands out against the rest of the image', () => {
  const spotLeft = '9...................\n'.repeat(3);
  // Everywhere unclear, so that this map says nothing about the spot.
  const everywhere = '88888888888888888888\n'.repeat(3);
  const spots = '9.......9.........9.\n'.repeat(3);
  const of = (others: Partial<Record<HeatMapKind, string>>) => findRegions(predicted(spots, others)).find(({ box }) => box.x === 0)!.reason;
  expect(of({ mutualInformation: spotLeft, expectedEntropy: everywhere, learnedLoss: spots })).toBe('mutualInformation');
  expect(of({ mutualInformation: everywhere, learnedLoss: spotLeft })).toBe('learnedLoss');
  expect(of({ mutualInformation: spots, learnedLoss: everywhere })).toBe('predictiveEntropy');
});

test('the proposed class is the one most of its pixels have', () => {
  const image = predicted(twoSpots);
  image.prediction.fill(1, 0, image.prediction.length);
  expect(findRegions(image)[0]!.proposedClass).toBe(1);
});

test('a sure image has no regions, whatever its size', () => {
  expect(findRegions(predicted('....\n....'))).toEqual([]);
  expect(findRegions({ ...predicted('.'), width: 1, height: 1, labels: Uint8Array.of(unlabelled) })).toEqual([]);
});

test('the same maps give the same regions', () => {
  expect(findRegions(predicted(twoSpots))).toEqual(findRegions(predicted(twoSpots)));
});
