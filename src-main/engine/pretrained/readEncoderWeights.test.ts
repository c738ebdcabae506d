import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createEncoder } from '../../../models/encoders/registry.ts';
import type { EncoderConfig } from '../../../models/encoders/registry.ts';
import { vit } from '../../../models/encoders/vit/arch.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { SafetensorsFile } from '../../files/safetensors/SafetensorsFile.ts';
import { tf } from '../tensorflow.ts';
import { checkEncoderWeights, readEncoderWeights } from './readEncoderWeights.ts';
import { resampledPositions } from './resampledPositions.ts';

const testing = join(import.meta.dirname, 'testing');
const vitFile = join(import.meta.dirname, '../../../models/encoders/vit/testing/vit.safetensors');
const vitConfig = { name: 'vit', width: 32, depth: 2, heads: 2, patch: 8, grid: 4 } as const;
const setting = { prefix: 'encoder', inputChannels: 3, outputStride: 32 } as const;

const published = [
  { file: 'resnet50.safetensors', config: { name: 'resnet50', width: 0.0625 } },
  { file: 'vgg16Bn.safetensors', config: { name: 'vgg16', width: 0.0625, batchNorm: true } },
] as const satisfies readonly { file: string; config: EncoderConfig }[];

beforeAll(() => chooseBackend('wasm'));

describe.each(published)('$config.name from $file', ({ file, config }) => {
  const path = join(testing, file);

  test('has the features of timm and torchvision to 1e-4', async () => {
    const reference = JSON.parse(await readFile(join(testing, 'reference.json'), 'utf8')) as Record<string, number[]>;
    const encoder = createEncoder(config, setting);
    const values = await readEncoderWeights(path, { name: config.name, specs: encoder.specs, prefix: 'encoder.' });
    const features = tf.tidy(() => {
      const parameters = new Map(encoder.specs.map(({ name, shape }) => [name, tf.tensor(values.get(name)!, [...shape])]));
      const image = Float32Array.from({ length: 64 * 96 * 3 }, (_none, at) => Math.sin(0.37 * at));
      return encoder.forward(tf.tensor4d(image, [1, 64, 96, 3]), { parameters, context: { phase: 'prediction' } }).at(-1)!.dataSync();
    });
    const wanted = reference[config.name]!;
    expect(features).toHaveLength(wanted.length);
    expect(Math.max(...wanted)).toBeGreaterThan(0.5);
    expect(wanted.reduce((largest, value, at) => Math.max(largest, Math.abs(value - features[at]!)), 0)).toBeLessThan(1e-4);
  });

  test('sees a grey picture with one channel as the published network with three', async () => {
    const responses = await Promise.all(
      [1, 3].map(async (channels) => {
        const encoder = createEncoder(config, { ...setting, inputChannels: channels });
        const values = await readEncoderWeights(path, { name: config.name, specs: encoder.specs, prefix: 'encoder.' });
        return tf.tidy(() => {
          const parameters = new Map(encoder.specs.map(({ name, shape }) => [name, tf.tensor(values.get(name)!, [...shape])]));
          const grey = tf.tensor4d(Float32Array.from({ length: 32 * 32 }, (_none, at) => Math.cos(0.11 * at)), [1, 32, 32, 1]);
          return [...encoder.forward(grey.tile([1, 1, 1, channels]), { parameters, context: { phase: 'prediction' } }).at(-1)!.dataSync()];
        });
      }),
    );
    for (const [at, value] of responses[0]!.entries()) expect(value).toBeCloseTo(responses[1]![at]!, 4);
  });
});

test('a file of another network is refused with the names and shapes that differ', async () => {
  const { specs } = createEncoder({ name: 'resnet18', width: 0.0625 }, setting);
  const reading = readEncoderWeights(join(testing, 'resnet50.safetensors'), { name: 'resnet18', specs, prefix: 'encoder.' });
  await expect(reading).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(reading).rejects.toThrow(/not the weights of this encoder \(resnet18\): unknown: layer1\.0\.bn3\.bias, .* … \(165\); layer1\.0\.conv1\.weight: wanted shape \[4,4,3,3\], got \[4,4,1,1\]/);
});

test('a check tells of a file that fits whose names it has, and of another what differs', async () => {
  const path = join(testing, 'resnet50.safetensors');
  const wanted = (name: 'resnet50' | 'resnet18') => ({ name, specs: createEncoder({ name, width: 0.0625 }, setting).specs, prefix: 'encoder.' });
  const fitting = await checkEncoderWeights(path, wanted('resnet50'));
  const none = { count: 0, names: [] };
  expect(fitting).toMatchObject({ encoder: 'resnet50', naming: 'torchvision', tensors: 265, missing: none, unexpected: none, differing: { count: 0, shapes: [] } });
  expect(fitting.values).toBe(wanted('resnet50').specs.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0));
  const other = await checkEncoderWeights(path, wanted('resnet18'));
  expect([other.missing.count, other.unexpected.count, other.unexpected.names.length]).toEqual([0, 165, 20]);
  expect(other.differing.shapes[0]).toEqual({ name: 'layer1.0.conv1.weight', wanted: [4, 4, 3, 3], got: [4, 4, 1, 1] });
  await expect(checkEncoderWeights(join(testing, 'none.safetensors'), wanted('resnet18'))).rejects.toMatchObject({ code: 'notFound' });
});

test('a deeper transformer is refused with the names that it lacks, a wider one with its shapes', async () => {
  const read = async (config: typeof vitConfig): Promise<unknown> => {
    const { specs } = vit.build(config, setting);
    return readEncoderWeights(vitFile, { name: 'vit', specs, prefix: 'encoder.' });
  };
  await expect(read({ ...vitConfig, depth: 3 as 2 })).rejects.toThrow(/missing: blocks\.2\.norm1\.weight, blocks\.2\.norm1\.bias, blocks\.2\.attn\.qkv\.weight/);
  await expect(read({ ...vitConfig, width: 16 as 32 })).rejects.toThrow(/blocks\.0\.attn\.qkv\.weight: wanted shape \[48,16\], got \[96,32\]/);
  await expect(read({ ...vitConfig, depth: 1 as 2 })).rejects.toThrow(/unknown: blocks\.1\.attn\.proj\.bias/);
});

test('positions are interpolated to another grid as timm does, the class token’s left alone', async () => {
  const { specs } = vit.build({ ...vitConfig, grid: 6 }, setting);
  const values = (await readEncoderWeights(vitFile, { name: 'vit', specs, prefix: 'encoder.' })).get('encoder.pos_embed')!;
  const file = await SafetensorsFile.open(vitFile);
  const stored = await file.read('pos_embed');
  await file.close();
  expect(values).toHaveLength(37 * 32);
  expect(values.slice(0, 32)).toEqual(stored.slice(0, 32));
  expect(values).toEqual(resampledPositions(stored, 4, 6));
});

test('interpolation keeps what is even and what rises steadily within', () => {
  const even = resampledPositions(new Float32Array(1 + 16).fill(3), 4, 7);
  for (const value of even) expect(value).toBeCloseTo(3, 5);
  expect([...resampledPositions(Float32Array.of(9, 1, 2, 3, 4), 2, 2)]).toEqual([9, 1, 2, 3, 4]);
});
