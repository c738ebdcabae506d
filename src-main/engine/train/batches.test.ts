import { describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { chooseCropCentre, findAnchors } from './augment/cropSampler.ts';
import type { TrainingImage } from './augment/cropSampler.ts';
import { cutCrop, drawTransform } from './augment/geometry.ts';
import type { CropTransform } from './augment/geometry.ts';
import { changeIntensity } from './augment/intensity.ts';
import { makeBatch } from './batches.ts';

const random = (counter = 0) => new RandomSource({ seed: 1, stream: 0, counter });

/** An image whose grey value tells the place, 100 y + x, and whose label is 1 below the diagonal. */
function placeImage(width: number, height: number, labels?: Uint8Array): TrainingImage {
  const grey = Float32Array.from({ length: width * height }, (_, pixel) => 100 * Math.floor(pixel / width) + (pixel % width));
  const truth = labels ?? Uint8Array.from(grey, (_, pixel) => (Math.floor(pixel / width) > pixel % width ? 1 : 0));
  return { width, height, grey, labels: truth, anchors: findAnchors(truth) };
}

function crop(image: TrainingImage, transform: CropTransform, side: number) {
  const into = { grey: new Float32Array(side * side), labels: new Uint8Array(side * side) };
  cutCrop(image, transform, side, into);
  return into;
}

describe('cutCrop', () => {
  test('without a turn it copies pixels', () => {
    const { grey, labels } = crop(placeImage(8, 8), { centre: { x: 4, y: 5 }, matrix: [1, 0, 0, 1] }, 4);
    expect([...grey]).toEqual([302, 303, 304, 305, 402, 403, 404, 405, 502, 503, 504, 505, 602, 603, 604, 605]);
    expect([...labels]).toEqual([1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1]);
  });

  test('a quarter turn moves grey and labels alike, without interpolation', () => {
    const { grey, labels } = crop(placeImage(4, 4), { centre: { x: 2, y: 2 }, matrix: [0, -1, 1, 0] }, 4);
    expect([...grey.subarray(0, 4)]).toEqual([3, 103, 203, 303]);
    expect([...labels.subarray(12)]).toEqual([0, 1, 1, 1]);
  });

  test('mirrors an image that is smaller than the crop', () => {
    const { grey } = crop(placeImage(2, 2), { centre: { x: 1, y: 1 }, matrix: [1, 0, 0, 1] }, 4);
    expect([...grey.subarray(4, 8)]).toEqual([1, 0, 1, 0]);
  });

  test('every drawn transform keeps grey and labels on the same pixels', () => {
    // Grey equals the label, so nearest-neighbour labels must equal rounded grey away from the blend of an edge.
    const labels = Uint8Array.from({ length: 64 * 64 }, (_, pixel) => (Math.hypot((pixel % 64) - 30, Math.floor(pixel / 64) - 35) < 15 ? 1 : 0));
    const image = { ...placeImage(64, 64, labels), grey: Float32Array.from(labels) };
    for (let draw = 0; draw < 20; draw++) {
      const transform = drawTransform({ x: 32, y: 32 }, { share: 0.5, rotation: 0.3, scale: 1.3 }, random(draw));
      const result = crop(image, transform, 32);
      result.grey.forEach((value, pixel) => {
        if (value < 0.2 || value > 0.8) expect(result.labels[pixel]).toBe(Math.round(value));
      });
    }
  });
});

describe('chooseCropCentre', () => {
  test('stays inside large images and is centred in small ones', () => {
    const large = placeImage(100, 50);
    for (let draw = 0; draw < 50; draw++) {
      const { x, y } = chooseCropCentre(large, 32, random(draw));
      expect([x, 100 - x, y, 50 - y].every((distance) => distance >= 16)).toBe(true);
    }
    expect(chooseCropCentre(placeImage(10, 12), 32, random())).toEqual({ x: 5, y: 6 });
  });

  test('goes where the few labels are', () => {
    const labels = new Uint8Array(200 * 200).fill(255);
    labels[30 * 200 + 160] = 0;
    for (let draw = 0; draw < 50; draw++) {
      const { x, y } = chooseCropCentre(placeImage(200, 200, labels), 32, random(draw));
      expect(Math.abs(x - 160) <= 16 && Math.abs(y - 30) <= 16).toBe(true);
    }
  });
});

describe('findAnchors', () => {
  test('keeps an even sample of each kind', () => {
    const labels = Uint8Array.from({ length: 20_000 }, (_, pixel) => (pixel < 10_000 ? 255 : pixel % 2));
    const { labelled, foreground, labelledShare } = findAnchors(labels);
    expect([labelled.length, foreground.length, labelledShare]).toEqual([4096, 4096, 0.5]);
    expect(labelled[0]).toBe(10_000);
    expect(labelled.at(-1)).toBeGreaterThan(19_990);
    expect(foreground.every((pixel) => labels[pixel] === 1)).toBe(true);
    expect([...findAnchors(Uint8Array.of(255, 0, 1)).foreground]).toEqual([2]);
  });
});

describe('changeIntensity', () => {
  test('gamma keeps the darkest and the brightest value, and the order', () => {
    const grey = Float32Array.of(-1, 0, 1, 3);
    const range = { contrastShare: 0, contrast: 1, brightness: 0, gammaShare: 1, gamma: 2, noiseShare: 0, noise: 0 };
    changeIntensity(grey, range, random());
    expect([grey[0], grey[3]]).toEqual([-1, 3]);
    expect(grey[1]! < grey[2]!).toBe(true);
    expect(grey[1]).not.toBe(0);
  });
});

describe('makeBatch', () => {
  const images = [placeImage(40, 40), placeImage(50, 40), placeImage(40, 60)];
  const settings = { seed: 3, member: 1, batchSize: 2, cropSide: 32 };

  test('is a function of seed, member and step', () => {
    expect(makeBatch(images, 4, settings)).toEqual(makeBatch(images, 4, settings));
    expect(makeBatch(images, 5, settings).input).not.toEqual(makeBatch(images, 4, settings).input);
    expect(makeBatch(images, 4, { ...settings, member: 2 }).input).not.toEqual(makeBatch(images, 4, settings).input);
  });

  test('leaves unlabelled pixels unlabelled', () => {
    const labels = new Uint8Array(1600).fill(255).fill(1, 0, 400);
    const batch = makeBatch([placeImage(40, 40, labels)], 0, settings);
    expect(new Set(batch.labels)).toEqual(new Set([1, 255]));
  });
});
