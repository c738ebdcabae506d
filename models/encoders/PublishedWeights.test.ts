import { expect, test } from 'vitest';
import { isLeftOut, publishedAxes, publishedName } from './PublishedWeights.ts';
import { vgg16Weights } from './vgg16/publishedWeights.ts';

test.each([
  ['layer1.0.conv1.kernel', 'layer1.0.conv1.weight'],
  ['layer1.0.bn1.scale', 'layer1.0.bn1.weight'],
  ['bn1.offset', 'bn1.bias'],
  ['bn1.mean', 'bn1.running_mean'],
  ['layer1.0.downsample.1.variance', 'layer1.0.downsample.1.running_var'],
  ['blocks.0.attn.qkv.bias', 'blocks.0.attn.qkv.bias'],
  ['cls_token', 'cls_token'],
])('%s is called %s in PyTorch', (ours, published) => {
  expect(publishedName(ours)).toBe(published);
});

test('kernels have their output channels first there, and nothing else is turned', () => {
  expect(publishedAxes({ name: 'a.kernel', shape: [3, 3, 8, 16] })).toEqual([3, 2, 0, 1]);
  expect(publishedAxes({ name: 'a.kernel', shape: [8, 16] })).toEqual([1, 0]);
  expect(publishedAxes({ name: 'pos_embed', shape: [1, 5, 8] })).toEqual([0, 1, 2]);
});

test('the classifier and the counters of a file are not missed', () => {
  expect(['classifier.0.weight', 'pre_logits.fc1.bias', 'features.1.num_batches_tracked', 'features.0.weight'].map((name) => isLeftOut(name, vgg16Weights))).toEqual([true, true, true, false]);
});
