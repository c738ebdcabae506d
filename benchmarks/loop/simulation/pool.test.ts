import { describe, expect, test } from 'vitest';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { PredictedImage } from '../../../src-main/core/review/PredictedImage.ts';
import { strategyOf } from '../../../src-main/core/review/strategies/strategies.ts';
import { perfect } from '../experts/perfect.ts';
import { secondsOf, timeModel } from '../experts/timeModel.ts';
import type { LoopImage } from '../sets/LoopSet.ts';
import { labelSeeds } from './labelSeeds.ts';
import { Pool } from './Pool.ts';
import { RegionQueue } from './RegionQueue.ts';
import { randomOf } from './streams.ts';

const [width, height] = [96, 64];

/** The right half is of class 1; nobody knows the last row. */
function image(imageId: string): LoopImage {
  const labels = Uint8Array.from({ length: width * height }, (_none, index) => (index >= width * (height - 1) ? unlabelled : index % width < width / 2 ? 0 : 1));
  return { imageId, width, height, channels: 1, sampleType: 'uint8', samplesPath: '', labels, grey: new Uint8Array(width * height) };
}

function box(x: number, y: number, side: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_none, index) => (index % width >= x && index % width < x + side && Math.floor(index / width) >= y && Math.floor(index / width) < y + side ? 1 : 0));
}

describe('the pool', () => {
  test('keeps what the expert says, its time, and the way to another image', () => {
    const pool = new Pool([image('a'), image('b')]);
    const proposal = new Uint8Array(width * height);
    const first = pool.ask(0, perfect, { asked: box(0, 0, 8), proposal }, randomOf(1, 'expert'));
    expect(first.seconds).toBeCloseTo(secondsOf({ pixels: 64, strokes: 0, rimPixels: 0 }), 10);
    pool.ask(0, perfect, { asked: box(8, 0, 8), proposal }, randomOf(1, 'expert'));
    expect(pool.seconds).toBeCloseTo(2 * first.seconds + timeModel.navigateSeconds, 10);
    pool.ask(1, perfect, { asked: box(0, 0, 8), proposal }, randomOf(1, 'expert'));
    expect(pool.seconds).toBeCloseTo(3 * first.seconds + 2 * timeModel.navigateSeconds, 10);
    expect(pool.count()).toEqual({ labelled: 3 * 64, wrong: 0 });
    expect(pool.labelled().map(({ imageId }) => imageId)).toEqual(['a', 'b']);
  });

  test('what nobody knows is not labelled, nor asked again', () => {
    const pool = new Pool([image('a')]);
    pool.ask(0, perfect, { asked: box(0, height - 2, 2), proposal: new Uint8Array(width * height) }, randomOf(1, 'expert'));
    expect(pool.count().labelled).toBe(2);
    expect(pool.settledLabels(0).filter((label) => label !== unlabelled)).toHaveLength(4);
  });
});

describe('the first labels', () => {
  test('show every class, alike for each seed, whoever is asked after', () => {
    const seeded = (seed: number): Pool => {
      const pool = new Pool([image('a'), image('b'), image('c')]);
      labelSeeds(pool, { classCount: 2, expert: perfect, seed });
      return pool;
    };
    const labels = seeded(1).labelled().map((each) => each.labels);
    expect(labels.some((each) => each.includes(0)) && labels.some((each) => each.includes(1))).toBe(true);
    expect(seeded(1).labelled().map((each) => each.labels)).toEqual(labels);
    expect(seeded(2).labelled().map((each) => each.labels)).not.toEqual(labels);
  });

  test('a class that no image has is refused', () => {
    expect(() => labelSeeds(new Pool([image('a')]), { classCount: 3, expert: perfect, seed: 1 })).toThrow(/class 2/);
  });
});

/** A model that sees class 0 everywhere and is less sure the farther to the right. */
function predicted(labels: Uint8Array): PredictedImage {
  const doubt = Uint8Array.from({ length: width * height }, (_none, index) => 50 + (index % width));
  const range = { minimum: 0, maximum: Math.LN2 };
  const maps = { predictiveEntropy: doubt, mutualInformation: doubt, expectedEntropy: doubt, learnedLoss: doubt };
  return { width, height, classCount: 2, prediction: new Uint8Array(doubt.length), maps, optionalMaps: {}, ranges: { predictiveEntropy: range, mutualInformation: range, expectedEntropy: range, learnedLoss: range }, labels, grey: null };
}

describe('the queue of a run', () => {
  test('stops when enough pixels are settled, and settles none twice', () => {
    const pool = new Pool([image('a'), image('b')]);
    const queue = new RegionQueue({ strategy: strategyOf('random'), expert: perfect, seed: 1 });
    const ask = (round: number): void => queue.ask(pool, pool.images.map((_image, index) => predicted(pool.settledLabels(index))), { round, pixels: 1500 });
    const settledPixels = (): number => [0, 1].reduce((sum, index) => sum + pool.settledLabels(index).filter((label) => label !== unlabelled).length, 0);
    ask(0);
    const first = settledPixels();
    expect(first).toBeGreaterThanOrEqual(1500);
    expect(first).toBeLessThan(1500 + 32 ** 2);
    ask(1);
    expect(settledPixels() - first).toBeGreaterThanOrEqual(1500);
    expect(pool.count().wrong).toBe(0);
  });

  test('too few regions correlate with nothing', () => {
    const pool = new Pool([image('a')]);
    const queue = new RegionQueue({ strategy: strategyOf('entropy'), expert: perfect, seed: 1 });
    queue.ask(pool, [predicted(pool.settledLabels(0))], { round: 0, pixels: 500 });
    expect(pool.settled).toBeGreaterThan(0);
    expect(queue.foundCorrelation()).toBeNull();
  });
});
