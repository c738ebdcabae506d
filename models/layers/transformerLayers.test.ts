import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { dense } from './dense.ts';
import { gelu } from './gelu.ts';
import { layerNormalisation } from './layerNormalisation.ts';
import { multiHeadAttention } from './multiHeadAttention.ts';
import { embedTokens, tokensToGrid } from './tokens.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

function valuesOf(build: () => tf.Tensor): number[] {
  return [...tf.tidy(() => build().dataSync())];
}

function expectClose(got: readonly number[], wanted: readonly number[]): void {
  expect(got).toHaveLength(wanted.length);
  for (const [at, value] of wanted.entries()) expect(got[at]).toBeCloseTo(value, 5);
}

describe('layer normalisation', () => {
  const parameters = (): Map<string, tf.Tensor> => new Map([['n.scale', tf.tensor1d([1, 2, 1, 1])], ['n.offset', tf.tensor1d([0, 0, 5, 0])]]);

  test('takes mean and deviation of each token by itself, then scales and moves', () => {
    // 1, 2, 3, 4: mean 2.5, variance 1.25. A token of equal values has no deviation, and becomes the offset.
    const [a, b] = [1.5 / Math.sqrt(1.25), 0.5 / Math.sqrt(1.25)];
    expectClose(valuesOf(() => layerNormalisation('n', tf.tensor3d([1, 2, 3, 4, 7, 7, 7, 7], [1, 2, 4]), parameters())), [-a, -2 * b, 5 + b, a, 0, 0, 5, 0]);
  });

  test('does not see what is added to or multiplies a whole token', () => {
    const x = [0.3, -1, 2, 0.7];
    const of = (values: number[]): number[] => valuesOf(() => layerNormalisation('n', tf.tensor4d(values, [1, 1, 1, 4]), parameters()));
    expectClose(of(x.map((value) => 3 * value + 11)), of(x));
  });
});

test('a dense layer maps each token, of one image as of several', () => {
  const parameters = (): Map<string, tf.Tensor> => new Map<string, tf.Tensor>([['d.kernel', tf.tensor2d([1, 2, 3, 4], [2, 2])], ['d.bias', tf.tensor1d([10, 20])]]);
  expectClose(valuesOf(() => dense('d', tf.tensor3d([1, 0, 0, 1], [1, 2, 2]), parameters())), [11, 22, 13, 24]);
  expectClose(valuesOf(() => dense('d', tf.tensor3d([1, 0, 0, 1], [2, 1, 2]), parameters())), [11, 22, 13, 24]);
});

test('the gradient of a dense layer is the same for two images at once as for each', () => {
  const x = Array.from({ length: 12 }, (_none, at) => Math.sin(at));
  const slope = (shape: [number, number, number]): number[] =>
    valuesOf(() => {
      const loss = (kernel: tf.Tensor): tf.Scalar => dense('d', tf.tensor3d(x, shape), new Map<string, tf.Tensor>([['d.kernel', kernel], ['d.bias', tf.tensor1d([1, -1])]])).square().sum();
      return tf.grad(loss)(tf.tensor2d([1, -2, 0.5, 3, 0.25, 1], [3, 2]));
    });
  expectClose(slope([2, 2, 3]), slope([1, 4, 3]));
});

test('GELU is x times the normal distribution: its values at -1, 0, 1 and far out', () => {
  expectClose(valuesOf(() => gelu(tf.tensor1d([-1, 0, 1, 8, -8]))), [-0.158655, 0, 0.841345, 8, 0]);
});

describe('multi-head attention', () => {
  test('is the mean of all values where queries are nothing', () => {
    // Two tokens of two heads of one channel: queries 0, keys anything, values 1, 10 and 3, 30.
    const joined = [0, 0, 5, -2, 1, 10, 0, 0, 1, 7, 3, 30];
    expectClose(valuesOf(() => multiHeadAttention(tf.tensor3d(joined, [1, 2, 6]), 2)), [2, 20, 2, 20]);
  });

  test('looks where query and key agree, in each head by itself, over the root of the depth', () => {
    // One head of four channels: 4 ln 3 / √4 against 0 is the odds of 9 to 1.
    const [query, agreeing, other] = [[2, 0, 0, 0], [2 * Math.log(3), 0, 0, 0], [0, 5, 0, 0]];
    const joined = [...query, ...agreeing, 1, 0, 0, 0, ...query, ...other, 0, 1, 0, 0];
    expectClose(valuesOf(() => multiHeadAttention(tf.tensor3d(joined, [1, 2, 12]), 1)), [0.9, 0.1, 0, 0, 0.9, 0.1, 0, 0]);
  });

  test('tokens in another order give the same in that order, and images do not see each other', () => {
    const token = (seed: number): number[] => Array.from({ length: 12 }, (_none, at) => Math.sin(seed * 12 + at));
    const of = (tokens: readonly number[][], batch: number): number[] => valuesOf(() => multiHeadAttention(tf.tensor3d(tokens.flat(), [batch, tokens.length / batch, 12]), 2));
    const [a, b, c] = [token(1), token(2), token(3)] as const;
    const straight = of([a, b, c], 1);
    const turned = of([c, a, b], 1);
    expectClose([...turned.slice(4), ...turned.slice(0, 4)], straight);
    expectClose(of([a, b, c, b, b, a], 2).slice(0, 12), straight);
  });
});

describe('tokens', () => {
  const embedding = () => ({ classToken: tf.tensor3d([100], [1, 1, 1]), positions: tf.tensor3d([7, 10, 20, 30, 40], [1, 5, 1]), grid: 2 });

  test('stand behind the class token, row by row, each with its position', () => {
    const patches = (): tf.Tensor4D => tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2, 1]);
    expectClose(valuesOf(() => embedTokens(patches(), embedding())), [107, 11, 22, 33, 44, 107, 15, 26, 37, 48]);
    expectClose(valuesOf(() => tokensToGrid(embedTokens(patches(), embedding()), patches())), [11, 22, 33, 44, 15, 26, 37, 48]);
  });

  test('of a wider image have positions between, which rise with those learnt', () => {
    const [, ...wide] = valuesOf(() => embedTokens(tf.zeros([1, 2, 3, 1]), embedding()));
    expect(wide[1]).toBeCloseTo(15, 4);
    expect(wide[4]).toBeCloseTo(35, 4);
    expect(wide[0]).toBeLessThan(wide[1]!);
    expect(wide[1]).toBeLessThan(wide[2]!);
  });
});
