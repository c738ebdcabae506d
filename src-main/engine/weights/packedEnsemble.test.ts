import { beforeAll, expect, test } from 'vitest';
import { countParameters, initialValues } from '../../../models/parameters.ts';
import { parameterCount } from '../../../models/registry.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { packedEnsemble } from './packedEnsemble.ts';
import { packedEncoderWidth, packedWidth } from './packedWidth.ts';
import { describeScheme, smallNetworks, sourceOf } from './testing/describeScheme.ts';
import { trainToy } from './testing/trainToy.ts';

beforeAll(async () => void (await chooseBackend()));

describeScheme({ name: 'Packed-Ensemble', build: (network) => packedEnsemble(network, { members: 3 }), size: (specs) => 3 * countParameters(specs), isRandom: false });

test('holds networks of which each is drawn, and moves, by itself', () => {
  const { specs } = smallNetworks[1]!;
  const weights = initialValues(specs, 'trained', sourceOf(0));
  const scheme = packedEnsemble({ specs }, { members: 3 });
  const values = scheme.initial(weights, sourceOf(1));
  const members = scheme.members({ values, tracked: new Float32Array(0) }, 9, sourceOf(2));
  expect(members[0]).toEqual(weights);
  expect(new Set(members.map((member) => member.join())).size).toBe(3);
  tf.tidy(() => {
    const gradient = tf.grad((moved) => scheme.draw(moved as tf.Tensor1D, sourceOf(3)).weights[1]!.sum())(tf.tensor1d(values)).dataSync();
    expect([...gradient].map((slope, at) => slope === (Math.floor(at / weights.length) === 1 ? 1 : 0)).every(Boolean)).toBe(true);
  });
});

test('a network of a package has alpha / M of the channels, rounded up', () => {
  expect([[64, 2, 4], [16, 2, 4], [16, 2, 3], [3, 1, 8], [16, 1, 1], [30, 0.7, 7]].map(([width, alpha, members]) => packedWidth(width!, { alpha: alpha!, members: members! }))).toEqual([32, 8, 11, 1, 16, 3]);
});

test('an encoder takes the next larger share that there is', () => {
  expect([[1, 2, 4], [1, 2, 3], [0.25, 2, 4], [0.0625, 1, 4], [1, 4, 2]].map(([share, alpha, members]) => packedEncoderWidth(share!, { alpha: alpha!, members: members! }))).toEqual([0.5, 1, 0.125, 0.0625, 1]);
});

test('a package with alpha 2 of four networks has about as many weights as one whole network', () => {
  const unet = (width: number): number => parameterCount('unet', { inputChannels: 1, classes: 2, width, depth: 3 });
  expect((4 * unet(packedWidth(32, { alpha: 2, members: 4 }))) / unet(32)).toBeCloseTo(1, 1);
});

test('learns a curve, and its members differ most where there was no data', () => {
  const { before, after, spreadNear, spreadFar } = trainToy((network) => packedEnsemble(network, { members: 4 }), { steps: 150, learningRate: 0.02 });
  expect(after).toBeLessThan(before / 10);
  expect(spreadFar).toBeGreaterThan(2 * spreadNear);
});
