import { describe, expect, test } from 'vitest';
import { vitSizes } from '../encoders/vit/arch.ts';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';
import { tappedLevels } from './tappedEncoder.ts';

const small = { name: 'vit', width: 16, depth: 4, heads: 2, patch: 4, grid: 6 };
const config = { inputChannels: 1, classes: 3, encoder: small, channels: 8, auxiliaryWeight: 0.4 };

const slopelessOf = {
  setrNaive: ['encoder.norm.offset', 'auxiliary.0.reading.offset', 'auxiliary.1.reading.offset'],
  setrPup: [],
  setrMla: ['encoder.norm.offset', 'stream0.reading.offset', 'stream1.reading.offset', 'stream2.reading.offset'],
};
for (const [architecture, slopeless] of Object.entries(slopelessOf)) {
  describeSystem({ architecture, what: 'on a small transformer, with its auxiliary heads', config, learningRate: 0.01, slopeless });
}

describe('SETR', () => {
  /** At the 768 x 768 of Cityscapes, 19 classes; [architecture, encoder, millions in table 2 of the paper]. */
  const table = [
    ['setrNaive', 'large', 305.67],
    ['setrMla', 'large', 310.57],
    ['setrPup', 'large', 318.31],
    ['setrNaive', 'base', 87.69],
    ['setrMla', 'base', 92.59],
    ['setrPup', 'base', 97.64],
  ] as const;
  test.each(table)('%s on ViT-%s has the %d million parameters of the paper, to 1 %%', (architecture, size, millions) => {
    const published = { inputChannels: 3, classes: 19, encoder: { ...vitSizes[size], grid: 48 }, channels: 256, auxiliaryWeight: 0.4 };
    const count = countParameters(createNetwork(architecture, published, 'test').parameterSpecs, 'trained') / 1e6;
    expect(Math.abs(count / millions - 1)).toBeLessThan(0.01);
  });

  test('taps an encoder of another depth as far up as the published one', () => {
    expect(tappedLevels(24, [10, 15, 20, 24])).toEqual([9, 14, 19, 23]);
    expect(tappedLevels(12, [6, 12, 18, 24])).toEqual([2, 5, 8, 11]);
    expect(tappedLevels(4, [10, 15, 20])).toEqual([1, 2]);
  });

  test.each([
    [{ ...config, encoder: { ...small, heads: 5 } }, /encoder\.heads: got 5, wanted a divisor of the width/],
    [{ ...config, encoder: { ...small, patch: 7 } }, /encoder\.patch: got 7, wanted one of 4, 8, 16, 32/],
    [{ ...config, encoder: { name: 'resnet18', width: 1 } }, /encoder\.name: got "resnet18", wanted one of "vit"/],
    [{ ...config, auxiliaryWeight: 2 }, /auxiliaryWeight: got 2, wanted 1 or less/],
  ])('refuses a config by its field %#', (wrong, message) => {
    expect(() => createNetwork('setrPup', wrong, 'a.json')).toThrow(message);
  });

  test('an odd number of channels cannot be halved', () => {
    expect(() => createNetwork('setrMla', { ...config, channels: 15 }, 'a.json')).toThrow(/channels: got 15, wanted an even number/);
  });
});
