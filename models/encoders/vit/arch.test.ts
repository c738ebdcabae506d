import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../../src-main/engine/backends/chooseBackend.ts';
import { readEncoderWeights } from '../../../src-main/engine/pretrained/readEncoderWeights.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { countParameters } from '../../parameters.ts';
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
