import { beforeAll, expect, test } from 'vitest';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ChannelFactors } from '../Architecture.ts';
import { channelDropout, factorsByImage, factorsOfPass } from './channelDropout.ts';

beforeAll(async () => void (await chooseBackend()));

const random = (counter = 0) => new RandomSource({ seed: 3, stream: 0, counter });

/** Ones of 5 images, 2 x 3 pixels, 400 channels. @returns [image][pixel][channel] */
function droppedOnes(channelFactors: ChannelFactors, rate: number): number[][][] {
  return tf.tidy(() => channelDropout(tf.ones([5, 2, 3, 400]), rate, { phase: 'prediction', channelFactors }).reshape<tf.Tensor3D>([5, 6, 400]).arraySync());
}

test('drops whole channels and scales the others, by image in training and alike in a pass', () => {
  const byImage = droppedOnes(factorsByImage(random()), 0.2);
  for (const pixels of [...byImage, ...droppedOnes(factorsOfPass(random()), 0.2)]) {
    for (const pixel of pixels) expect(pixel).toEqual(pixels[0]);
    expect(new Set(pixels[0])).toEqual(new Set([0, Math.fround(1 / 0.8)]));
  }
  expect(byImage[0]).not.toEqual(byImage[1]);
  const [first, ...others] = droppedOnes(factorsOfPass(random()), 0.2);
  for (const image of others) expect(image).toEqual(first);
});

test('drops the wanted share and keeps the mean', () => {
  for (const rate of [0.1, 0.5, 0.9]) {
    const values = droppedOnes(factorsByImage(random()), rate).flatMap(([pixel]) => pixel!);
    const deviation = Math.sqrt((rate * (1 - rate)) / values.length);
    // Four deviations of the share, of the mean of 2000 draws.
    expect(Math.abs(values.filter((value) => value === 0).length / values.length - rate)).toBeLessThan(4 * deviation);
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - 1)).toBeLessThan((4 * deviation) / (1 - rate));
  }
});

test('equal keys draw equal factors, others draw others', () => {
  const one = droppedOnes(factorsOfPass(random()), 0.5);
  expect(droppedOnes(factorsOfPass(random()), 0.5)).toEqual(one);
  expect(droppedOnes(factorsOfPass(random(1)), 0.5)).not.toEqual(one);
});

test('is nothing at all where the rate is 0 or nobody draws', () => {
  tf.tidy(() => {
    const x = tf.ones<tf.Rank.R4>([1, 2, 2, 3]);
    expect(channelDropout(x, 0, { phase: 'prediction', channelFactors: factorsOfPass(random()) })).toBe(x);
    expect(channelDropout(x, 0.5, { phase: 'prediction' })).toBe(x);
  });
});

test('its gradient is the factors', () => {
  tf.tidy(() => {
    const channelFactors = factorsByImage(random());
    const drawn = factorsByImage(random())(2, 8, 0.5);
    const gradient = tf.grad((x) => channelDropout(x as tf.Tensor4D, 0.5, { phase: 'prediction', channelFactors }).sum())(tf.ones([2, 3, 3, 8]));
    expect(gradient.sub(drawn).abs().max().arraySync()).toBe(0);
  });
});
