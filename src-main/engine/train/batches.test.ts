import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import { chooseCropCentre, findAnchors } from './augment/cropSampler.ts';
import { displacementAt, splineWeights } from './augment/bend.ts';
import { blurCrop } from './augment/blur.ts';
import { cutCrop, drawTransform, rowsOfCrop } from './augment/geometry.ts';
import type { CropSource, CropTransform, GeometryRange } from './augment/geometry.ts';
import { changeIntensity } from './augment/intensity.ts';
import { makeBatch } from './batches.ts';
import type { TrainingImage } from './trainingData.ts';

const geometry = { ...defaultRecipe.augmentation, rotation: 17, scale: 1.3 };
const batchOfBefore = 'ca7788ea0747a56609ac174a4ddbc5241dccd321a2f9103466f8caa93f408e5d';
const asTheyAre = { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' } as const;
/** Leaves grey values as they are. */
const plain = { ...defaultRecipe.augmentation, contrastShare: 0, gammaShare: 0, blurShare: 0, noiseShare: 0 };
const random = (counter = 0) => new RandomSource({ seed: 1, stream: 0, counter });

/** An image whose grey value tells the place, 100 y + x, and whose label is 1 below the diagonal. */
function placeImage(width: number, height: number, labels?: Uint8Array): TrainingImage & CropSource {
  const grey = Float32Array.from({ length: width * height }, (_, pixel) => 100 * Math.floor(pixel / width) + (pixel % width));
  const truth = labels ?? Uint8Array.from(grey, (_, pixel) => (Math.floor(pixel / width) > pixel % width ? 1 : 0));
  const samples = { imageId: 'places', samplesPath: '', width, height, channels: 1, sampleType: 'float32' as const };
  const statistics = { mean: 0, deviation: 1, backgroundLevel: 0 };
  return { width, height, samples, statistics, input: { firstRow: 0, values: grey }, labels: truth, anchors: findAnchors(truth) };
}

function crop(image: CropSource, transform: CropTransform, side: number) {
  const into = { input: new Float32Array(side * side), labels: new Uint8Array(side * side) };
  cutCrop(image, transform, side, into);
  return into;
}

describe('cutCrop', () => {
  test('without a turn it copies pixels', () => {
    const { input: grey, labels } = crop(placeImage(8, 8), { centre: { x: 4, y: 5 }, matrix: [1, 0, 0, 1] }, 4);
    expect([...grey]).toEqual([302, 303, 304, 305, 402, 403, 404, 405, 502, 503, 504, 505, 602, 603, 604, 605]);
    expect([...labels]).toEqual([1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1]);
  });

  test('a quarter turn moves grey and labels alike, without interpolation', () => {
    const { input: grey, labels } = crop(placeImage(4, 4), { centre: { x: 2, y: 2 }, matrix: [0, -1, 1, 0] }, 4);
    expect([...grey.subarray(0, 4)]).toEqual([3, 103, 203, 303]);
    expect([...labels.subarray(12)]).toEqual([0, 1, 1, 1]);
  });

  test('mirrors an image that is smaller than the crop', () => {
    const { input: grey } = crop(placeImage(2, 2), { centre: { x: 1, y: 1 }, matrix: [1, 0, 0, 1] }, 4);
    expect([...grey.subarray(4, 8)]).toEqual([1, 0, 1, 0]);
  });

  test.each([
    ['flip, turn and change of size', {}],
    ['shear', { oddShare: 1, shear: 25 }],
    ['bend', { elasticShare: 1, elastic: 6 }],
    ['all together', { oddShare: 1, shear: 20, elasticShare: 1, elastic: 8 }],
  ])('every drawn %s keeps grey and labels on the same pixels', (_name, changes) => {
    // Grey equals the label, so nearest-neighbour labels must equal rounded grey away from the blend of an edge.
    const labels = Uint8Array.from({ length: 64 * 64 }, (_, pixel) => (Math.hypot((pixel % 64) - 30, Math.floor(pixel / 64) - 35) < 15 ? 1 : 0));
    const image = { ...placeImage(64, 64, labels), input: { firstRow: 0, values: Float32Array.from(labels) } };
    for (let draw = 0; draw < 20; draw++) {
      const transform = drawTransform({ x: 32, y: 32 }, { ...geometry, ...changes }, random(draw));
      const result = crop(image, transform, 32);
      result.input.forEach((value, pixel) => {
        if (value < 0.2 || value > 0.8) expect(result.labels[pixel]).toBe(Math.round(value));
      });
    }
  });
});

describe('drawTransform', () => {
  const identity = [1, 0, 0, 1];
  const matrices = (changes: Partial<GeometryRange>) =>
    Array.from({ length: 40 }, (_none, draw) => drawTransform({ x: 5, y: 5 }, { ...geometry, oddShare: 0, ...changes }, random(draw)).matrix);

  test('what is switched off does not happen', () => {
    for (const matrix of matrices({ flips: false, quarterTurns: false })) expect(matrix.map((value) => value + 0)).toEqual(identity);
    // A flip alone has a determinant of -1, a quarter turn 1.
    const determinants = (changes: Partial<GeometryRange>) => new Set(matrices(changes).map(([a, b, c, d]) => a * d - b * c));
    expect(determinants({ quarterTurns: false })).toEqual(new Set([1, -1]));
    expect(determinants({ flips: false })).toEqual(new Set([1]));
  });

  test('a shear keeps the area, and a step to the right a step to the right', () => {
    for (const [a, b, c, d] of matrices({ flips: false, quarterTurns: false, oddShare: 1, rotation: 0, scale: 1, shear: 30 })) {
      expect(a * d - b * c).toBeCloseTo(1, 12);
      expect([a, c + 0]).toEqual([1, 0]);
      expect(Math.abs(b)).toBeLessThanOrEqual(Math.tan(Math.PI / 6));
    }
  });

  test('a bend is smooth: neighbours of a crop stay neighbours', () => {
    const { bend } = drawTransform({ x: 32, y: 32 }, { ...geometry, elasticShare: 1, elastic: 8 }, random(3));
    const spline = splineWeights(64);
    const places = Array.from({ length: 64 }, (_none, column) => displacementAt(bend!.right, column, 20, spline));
    for (let at = 1; at < 64; at++) expect(Math.abs(places[at]! - places[at - 1]!)).toBeLessThan(1);
    expect(new Set(places).size).toBe(64);
    // A spline of equal points is their value.
    expect(displacementAt(new Float64Array(36).fill(2.5), 13, 50, spline)).toBeCloseTo(2.5, 12);
  });
});

describe('rowsOfCrop', () => {
  test('of a bent crop holds every row that it reads', () => {
    const image = placeImage(40, 90);
    for (let draw = 0; draw < 40; draw++) {
      const transform = drawTransform({ x: 20, y: random(draw).uniform(0, 90) }, { ...geometry, shear: 10, elasticShare: 1 }, random(draw));
      const { top, bottom } = rowsOfCrop(transform, 24, 90);
      const rows = { firstRow: top, values: image.input.values.slice(top * 40, bottom * 40) };
      expect(crop({ ...image, input: rows }, transform, 24)).toEqual(crop(image, transform, 24));
    }
  });

  test('holds every row that the crop reads, and no more', () => {
    const side = 24;
    for (const height of [5, 24, 90]) {
      const image = placeImage(40, height);
      for (let draw = 0; draw < 60; draw++) {
        const transform = drawTransform({ x: 20, y: random(draw).uniform(0, height) }, { ...geometry, oddShare: 0.7, rotation: 29, scale: 1.4, shear: 12 }, random(draw));
        const { top, bottom } = rowsOfCrop(transform, side, height);
        const read: number[] = [];
        const values = new Proxy(image.input.values, {
          get: (all, at) => {
            if (typeof at === 'string' && /^\d+$/.test(at)) read.push(Math.floor(Number(at) / 40));
            return Reflect.get(all, at) as unknown;
          },
        });
        const watched = crop({ ...image, input: { firstRow: 0, values } }, transform, side);
        expect([top, bottom]).toEqual([Math.min(...read), Math.max(...read) + 1]);
        const rows = { firstRow: top, values: image.input.values.slice(top * 40, bottom * 40) };
        expect(crop({ ...image, input: rows }, transform, side)).toEqual(watched);
      }
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
    const [ones] = foreground as [Uint32Array];
    expect([labelled.length, foreground.length, ones.length, labelledShare]).toEqual([4096, 1, 4096, 0.5]);
    expect(labelled[0]).toBe(10_000);
    expect(labelled.at(-1)).toBeGreaterThan(19_990);
    expect(ones.every((pixel) => labels[pixel] === 1)).toBe(true);
    expect(findAnchors(Uint8Array.of(255, 0, 1)).foreground).toEqual([Uint32Array.of(2)]);
    expect(findAnchors(Uint8Array.of(5, 0, 255, 5, 2)).foreground).toEqual([Uint32Array.of(4), Uint32Array.of(0, 3)]);
    expect(findAnchors(new Uint8Array(9).fill(255))).toEqual({ labelled: new Uint32Array(0), foreground: [], labelledShare: 0 });
  });
});

describe('changeIntensity', () => {
  test('gamma keeps the darkest and the brightest value, and the order', () => {
    const grey = Float32Array.of(-1, 0, 1, 3);
    changeIntensity(grey, 2, { ...plain, gammaShare: 1, gamma: 2 }, random());
    expect([grey[0], grey[3]]).toEqual([-1, 3]);
    expect(grey[1]! < grey[2]!).toBe(true);
    expect(grey[1]).not.toBe(0);
  });
});

describe('blurCrop', () => {
  test('keeps an even crop and the sum of a point, and spreads it evenly', () => {
    const even = new Float32Array(15 * 15).fill(3);
    blurCrop(even, 15, 1.2);
    for (const value of even) expect(value).toBeCloseTo(3, 5);
    const point = new Float32Array(15 * 15);
    point[7 * 15 + 7] = 1;
    blurCrop(point, 15, 1);
    expect(point.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    // Closed form of a Gaussian with variance 1, cut at three deviations.
    expect(point[7 * 15 + 8]! / point[7 * 15 + 7]!).toBeCloseTo(Math.exp(-1 / 2), 5);
    expect(point[8 * 15 + 8]).toBeCloseTo(point[6 * 15 + 6]!, 7);
  });

  test('of no width changes nothing', () => {
    const grey = Float32Array.of(1, 2, 3, 4);
    blurCrop(grey, 2, 0);
    expect([...grey]).toEqual([1, 2, 3, 4]);
  });
});

describe('makeBatch', () => {
  const images = [placeImage(40, 40), placeImage(50, 40), placeImage(40, 60)];
  const settings = { seed: 3, member: 1, batchSize: 2, cropSide: 32, augmentation: defaultRecipe.augmentation };
  const inMemory = (of: readonly TrainingImage[]) => ({ images: of, normalisation: asTheyAre, inputRows: async (image: TrainingImage) => (image as TrainingImage & CropSource).input });

  test('is a function of seed, member and step', async () => {
    const batch = (step: number, changes = {}) => makeBatch(inMemory(images), step, { ...settings, ...changes });
    expect(await batch(4)).toEqual(await batch(4));
    expect((await batch(5)).input).not.toEqual((await batch(4)).input);
    expect((await batch(4, { member: 2 })).input).not.toEqual((await batch(4)).input);
  });

  test('draws by default what it drew before there was a choice', async () => {
    const { input, labels } = await makeBatch(inMemory(images), 4, settings);
    // Printed by the version before recipes, from the same images, seed and step.
    expect(createHash('sha256').update(new Uint8Array(input.buffer)).update(labels).digest('hex')).toBe(batchOfBefore);
  });

  test('leaves unlabelled pixels unlabelled', async () => {
    const labels = new Uint8Array(1600).fill(255).fill(1, 0, 400);
    const batch = await makeBatch(inMemory([placeImage(40, 40, labels)]), 0, settings);
    expect(new Set(batch.labels)).toEqual(new Set([1, 255]));
  });

  test('one class of 20 pixels among four large ones is in one crop of twelve at least', async () => {
    const side = 256;
    const labels = Uint8Array.from({ length: side * side }, (_, pixel) => Math.floor((4 * pixel) / (side * side)));
    for (let pixel = 0; pixel < 20; pixel++) labels[(200 + Math.floor(pixel / 5)) * side + 30 + (pixel % 5)] = 4;
    const image = placeImage(side, side, labels);
    let seen = 0;
    const steps = 300;
    for (let step = 0; step < steps; step++) {
      const { labels: cut } = await makeBatch(inMemory([image]), step, { ...settings, batchSize: 1, cropSide: 32 });
      if (cut.includes(4)) seen++;
    }
    // A third of the crops is for foreground, in equal shares for its four classes; 25 expected, deviation 4.8.
    expect(seen / steps).toBeGreaterThan(1 / 12 - 0.03);
  });
});
