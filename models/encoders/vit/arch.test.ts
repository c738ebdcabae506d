import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../../src-main/engine/backends/chooseBackend.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { readEncoderWeights } from '../../../src-main/engine/pretrained/readEncoderWeights.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { countParameters, initialValues, sizeOf } from '../../parameters.ts';
import { vit, vitConfigSchema, vitSizes } from './arch.ts';
import type { VitConfig } from './arch.ts';

const testing = join(import.meta.dirname, 'testing');
/** The one of `testing/makeReference.py`. */
const reference = { name: 'vit', width: 32, depth: 2, heads: 2, patch: 8, grid: 4 } as const satisfies VitConfig;
const setting = { prefix: 'encoder', inputChannels: 3, outputStride: 16 } as const;

interface ReferenceCase {
  readonly height: number;
  readonly width: number;
  /** After the first layer, and after the last one normalised: [h,w,32]. */
  readonly first: readonly number[];
  readonly last: readonly number[];
}

function largestDifference(got: ArrayLike<number>, wanted: readonly number[]): number {
  expect(got).toHaveLength(wanted.length);
  return wanted.reduce((largest, value, at) => Math.max(largest, Math.abs(value - got[at]!)), 0);
}

describe.each(['wasm', 'best'])('ViT on the %s backend', (backend) => {
  beforeAll(async () => {
    await (backend === 'wasm' ? chooseBackend('wasm') : chooseBackend());
  });

  test('has timm’s features for the same file to 1e-4, at any number of patches', async () => {
    const { cases } = JSON.parse(await readFile(join(testing, 'vitReference.json'), 'utf8')) as { cases: readonly ReferenceCase[] };
    const encoder = vit.build(reference, setting);
    const values = await readEncoderWeights(join(testing, 'vit.safetensors'), { name: 'vit', specs: encoder.specs, prefix: 'encoder.' });
    expect(cases).toHaveLength(4);
    for (const { height, width, first, last } of cases) {
      tf.tidy(() => {
        const parameters = new Map(encoder.specs.map(({ name, shape }) => [name, tf.tensor(values.get(name)!, [...shape])]));
        const image = Float32Array.from({ length: height * width * 3 }, (_none, at) => Math.sin(0.37 * at));
        // Twice, for one image alone is computed another way.
        const images = tf.tensor4d([...image, ...image], [2, height, width, 3]);
        const alone = encoder.forward(tf.tensor4d(image, [1, height, width, 3]), { parameters, context: { phase: 'prediction' } });
        const both = encoder.forward(images, { parameters, context: { phase: 'prediction' } });
        expect(alone.map(({ shape }) => shape)).toEqual(encoder.levels.map(({ channels, stride }) => [1, height / stride, width / stride, channels]));
        expect(largestDifference(alone[0]!.dataSync(), first)).toBeLessThan(1e-4);
        expect(largestDifference(alone[1]!.dataSync(), last)).toBeLessThan(1e-4);
        expect(largestDifference(both[1]!.slice([1, 0, 0, 0]).dataSync(), last)).toBeLessThan(1e-4);
      });
    }
  });

  test('its gradient is the slope of a loss along a line through all its weights', () => {
    const config = { ...reference, width: 8, patch: 4, grid: 3 } as const;
    const encoder = vit.build(config, { ...setting, inputChannels: 1 });
    const random = new RandomSource({ seed: 3, stream: 0, counter: 0 });
    const start = initialValues(encoder.specs, 'trained', random).map((value) => value + random.uniform(-0.2, 0.2));
    const direction = start.map(() => random.normal());
    // Two images of 3 x 4 patches: the batch goes through one matrix, the positions are interpolated.
    const image = Float32Array.from({ length: 2 * 12 * 16 }, (_none, at) => Math.cos(0.37 * at));
    const loss = (flat: tf.Tensor): tf.Scalar => {
      const pieces = tf.split(flat, encoder.specs.map(({ shape }) => sizeOf(shape)));
      const parameters = new Map(encoder.specs.map(({ name, shape }, index) => [name, pieces[index]!.reshape([...shape])]));
      const levels = encoder.forward(tf.tensor4d(image, [2, 12, 16, 1]), { parameters, context: { phase: 'prediction' } });
      return levels.at(-1)!.sub(tf.sin(tf.range(0, 8))).square().mean<tf.Scalar>();
    };
    const [slope, along] = tf.tidy(() => {
      const gradient = tf.grad(loss)(tf.tensor1d(start)).mul(tf.tensor1d(direction)).sum().dataSync()[0]!;
      const step = 1e-3;
      const [above, below] = [step, -step].map((by) => loss(tf.tensor1d(start.map((value, at) => value + by * direction[at]!))).dataSync()[0]!) as [number, number];
      return [gradient, (above - below) / (2 * step)] as never as [number, number];
    });
    expect(Math.abs(slope)).toBeGreaterThan(0.05);
    expect(Math.abs(along / slope - 1)).toBeLessThan(0.02);
  });
});

test.each([
  ['large', 303_301_632],
  ['base', 85_798_656],
  ['deitBase', 85_798_656],
  ['tiny', 5_524_416],
] as const)('ViT-%s has as many parameters as timm’s without its classifier', (size, count) => {
  expect(countParameters(vit.build(vitSizes[size], setting).specs)).toBe(count);
});

test.each(Object.entries(vitSizes))('the %s size is a config', (_name, config) => {
  expect(vitConfigSchema.parse(config)).toEqual(config);
});
