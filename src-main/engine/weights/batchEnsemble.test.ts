import { beforeAll, describe, expect, test } from 'vitest';
import type { ParameterSpec } from '../../../models/Architecture.ts';
import { biasedConvolution } from '../../../models/layers/convolution.ts';
import type { Layer } from '../../../models/layers/Layer.ts';
import { transposedConvolution } from '../../../models/layers/transposedConvolution.ts';
import { countParameters, initialValues } from '../../../models/parameters.ts';
import { normalNoise } from '../../core/random/normalNoise.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { unflatten } from '../ensemble/MemberNetwork.ts';
import { tf } from '../tensorflow.ts';
import { batchEnsemble } from './batchEnsemble.ts';
import type { BatchEnsembleSettings } from './batchEnsemble.ts';
import { rankOneLayout } from './rankOneLayout.ts';
import { describeScheme, smallNetworks, sourceOf } from './testing/describeScheme.ts';
import { trainToy } from './testing/trainToy.ts';

const settings: BatchEnsembleSettings = { members: 3, factors: 'normal', factorDeviation: 0.5 };
const none = new Float32Array(0);

beforeAll(async () => void (await chooseBackend()));

function size(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, { shape }) => {
    const values = shape.reduce((product, side) => product * side, 1);
    return sum + (shape.length === 1 ? 3 * values : values + 3 * (shape.at(-1)! + shape.at(-2)!));
  }, 0);
}

describeScheme({ name: 'normal factors', build: (network) => batchEnsemble(network, settings), size, isRandom: false });
describeScheme({ name: 'signs', build: (network) => batchEnsemble(network, { ...settings, factors: 'signs' }), size, isRandom: false });

describe('members', () => {
  const { specs } = smallNetworks[0]!;
  const weights = initialValues(specs, 'trained', sourceOf(0));

  test('are the plain network where all factors are 1', () => {
    const scheme = batchEnsemble({ specs }, { ...settings, factorDeviation: 0 });
    const values = scheme.initial(weights, sourceOf(1));
    expect(scheme.members({ values, tracked: none }, 1, sourceOf(2))).toEqual([weights, weights, weights]);
  });

  test('of signs have the plain weights up to the sign', () => {
    const scheme = batchEnsemble({ specs }, { ...settings, factors: 'signs' });
    const members = scheme.members({ values: scheme.initial(weights, sourceOf(1)), tracked: none }, 1, sourceOf(2));
    for (const member of members) expect(member.map(Math.abs)).toEqual(weights.map(Math.abs));
    expect(members[0]).not.toEqual(members[1]);
  });

  test('are the networks that are drawn, however many are asked for', () => {
    const scheme = batchEnsemble({ specs }, settings);
    const values = scheme.initial(weights, sourceOf(1));
    const members = scheme.members({ values, tracked: none }, 17, sourceOf(2));
    const drawn = tf.tidy(() => scheme.draw(tf.tensor1d(values), sourceOf(2)).weights.map((each) => each.dataSync()));
    expect(members).toHaveLength(3);
    members.forEach((member, index) => member.forEach((weight, at) => expect(weight).toBeCloseTo(drawn[index]![at]!, 6)));
  });
});

/** A layer by itself: (x ∘ r) W ∘ s by the layer with shared weights, and by the member's own weights. */
const layers: readonly { readonly what: string; readonly layer: Layer; readonly input: number; readonly output: number }[] = [
  { what: 'a convolution', layer: biasedConvolution({ name: 'c', input: 3, output: 4, side: 3, activation: 'linear' }), input: 3, output: 4 },
  { what: 'a strided convolution', layer: biasedConvolution({ name: 'c', input: 2, output: 5, side: 3, stride: 2, activation: 'linear' }), input: 2, output: 5 },
  { what: 'a transposed convolution', layer: transposedConvolution({ name: 't', channels: 3, factor: 2 }), input: 3, output: 3 },
  { what: 'a convolution of each channel', layer: depthwise(4), input: 4, output: 1 },
];

function depthwise(channels: number): Layer {
  return {
    specs: [{ name: 'd.kernel', shape: [3, 3, channels, 1], initialiser: 'depthwiseNormal', role: 'trained' }],
    forward: (x, { parameters }) => tf.depthwiseConv2d(x, parameters.get('d.kernel') as tf.Tensor4D, 1, 'same'),
  };
}

test.each(layers)('$what of a member has its inputs scaled by r and its outputs by s', ({ layer, input, output }) => {
  const scheme = batchEnsemble(layer, settings);
  const weights = normalNoise(sourceOf(3), countParameters(layer.specs));
  const values = scheme.initial(weights, sourceOf(4));
  const layout = rankOneLayout(layer.specs);
  expect([layout.inputSize, layout.outputSize]).toEqual([input, output]);
  tf.tidy(() => {
    const x = tf.tensor4d(normalNoise(sourceOf(5), 2 * 4 * 4 * input), [2, 4, 4, input]);
    const group = { specs: layer.specs, size: countParameters(layer.specs) };
    const pass = (flat: Float32Array) => ({ parameters: unflatten(tf.tensor1d(flat), group), context: { phase: 'prediction' as const } });
    const withoutBias = weights.map((weight, at) => (at < layout.sharedSize ? weight : 0));
    const members = scheme.members({ values, tracked: none }, 3, sourceOf(6));
    members.forEach((member, index) => {
      const from = layout.sharedSize + index * input;
      const r = tf.tensor1d(values.slice(from, from + input));
      const to = layout.sharedSize + 3 * input + index * output;
      const s = tf.tensor1d(values.slice(to, to + output));
      const bias = member.slice(layout.sharedSize);
      const scaled = layer.forward(x.mul(r), pass(withoutBias)).mul(s);
      const wanted = bias.length > 0 ? scaled.add(tf.tensor1d(bias)) : scaled;
      expect(wanted.sub(layer.forward(x, pass(member))).abs().max().dataSync()[0]).toBeLessThan(1e-5);
    });
  });
});

test('a dense layer of a member has its inputs scaled by r and its outputs by s, worked by hand', () => {
  const specs: ParameterSpec[] = [{ name: 'kernel', shape: [2, 3], initialiser: 'lecunNormal', role: 'trained' }, { name: 'bias', shape: [3], initialiser: 'zeros', role: 'trained' }];
  const scheme = batchEnsemble({ specs }, { members: 2, factors: 'signs', factorDeviation: 0 });
  // W = [1 2 3; 4 5 6]; r = (1, 2), (1, 0); s = (1, 1, 10), (0, 1, 2); biases 7 8 9 and -1 0 1.
  const values = Float32Array.of(1, 2, 3, 4, 5, 6, 1, 2, 1, 0, 1, 1, 10, 0, 1, 2, 7, 8, 9, -1, 0, 1);
  expect(scheme.members({ values, tracked: none }, 2, sourceOf(0)).map((member) => [...member])).toEqual([
    [1, 2, 30, 8, 10, 120, 7, 8, 9],
    [0, 2, 6, 0, 0, 0, -1, 0, 1],
  ]);
});

test('learns a curve, and its members differ most where there was no data', () => {
  const { before, after, spreadNear, spreadFar } = trainToy((network) => batchEnsemble(network, { members: 4, factors: 'signs', factorDeviation: 0 }), { steps: 120, learningRate: 0.02 });
  expect(after).toBeLessThan(before / 10);
  expect(spreadFar).toBeGreaterThan(2 * spreadNear);
});
