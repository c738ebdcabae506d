import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ParameterSpec } from '../Architecture.ts';
import { countParameters, sizeOf } from '../parameters.ts';
import type { OutputStride } from './Encoder.ts';
import reference from './referenceFeatures.json' with { type: 'json' };
import { createEncoder, encoderConfigSchema } from './registry.ts';
import type { EncoderConfig } from './registry.ts';

beforeAll(async () => void (await chooseBackend()));

const side = 64;
const setting = { prefix: 'encoder', inputChannels: 3 } as const;

/** Uniform on -0.5 … 0.5, as `benchmarks/zoo/referenceFeatures.py` has it. */
function noise(place: number, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_none, at) => {
    const wave = Math.sin(at * 12.9898 + place * 78.233) * 43758.5453;
    return wave - Math.floor(wave) - 0.5;
  });
}

/** A tensor as PyTorch keeps it, in our order of axes. */
function tensorOf({ name, shape }: ParameterSpec, place: number): tf.Tensor {
  const values = noise(place, sizeOf(shape));
  if (shape.length === 4) {
    const [height, width, input, output] = shape as [number, number, number, number];
    const scale = Math.sqrt(24 / (sizeOf(shape) / output));
    return tf.tidy(() => tf.tensor4d(Float32Array.from(values, (value) => value * scale), [output, input, height, width]).transpose([2, 3, 1, 0]));
  }
  const isAroundOne = name.endsWith('.variance') || name.endsWith('.scale');
  return tf.tensor1d(Float32Array.from(values, (value) => (isAroundOne ? 1 + 0.4 * value : 0.2 * value)));
}

async function expectReference(name: keyof typeof reference, config: EncoderConfig, outputStride: OutputStride): Promise<void> {
  const encoder = createEncoder(config, { ...setting, outputStride });
  const levels = tf.tidy(() => {
    const parameters = new Map(encoder.specs.map((spec, place) => [spec.name, tensorOf(spec, place)]));
    const image = tf.tensor4d(Float32Array.from(noise(-1, 3 * side * side), (value) => 4 * value), [1, 3, side, side]).transpose<tf.Tensor4D>([0, 2, 3, 1]);
    const pass = { parameters, context: { phase: 'prediction' } } as const;
    return encoder.forward(image, pass).map((level) => level.transpose([0, 3, 1, 2]));
  });
  expect(levels.map(({ shape }) => shape)).toEqual(reference[name].map(({ shape }) => shape));
  expect(encoder.levels).toEqual(reference[name].map(({ shape }) => ({ channels: shape[1], stride: side / shape[2]! })));
  for (const [index, { values, largest }] of reference[name].entries()) {
    const got = await levels[index]!.data<'float32'>();
    const difference = Math.max(...values.map((value, at) => Math.abs(got[Math.floor((got.length * at) / values.length) + 3]! - value)));
    expect(difference / largest, `level ${index}`).toBeLessThan(1e-4);
  }
  tf.dispose(levels);
}

describe('encoders', () => {
  test('ResNet-18 sees what torchvision’s sees with the same weights', () => expectReference('resnet18', { name: 'resnet18', width: 1 }, 32));

  test('an atrous ResNet-50 sees what torchvision’s sees with the same weights', () => expectReference('resnet50 at output stride 8', { name: 'resnet50', width: 1 }, 8));

  test('VGG-16 sees what torchvision’s sees with the same weights', () => expectReference('vgg16', { name: 'vgg16', width: 1, batchNorm: false }, 32));

  test.each([
    ['vgg16', { batchNorm: false }, 14_714_688],
    // torchvision gives its convolutions 4,224 biases that the normalisation takes out again.
    ['vgg16', { batchNorm: true }, 14_723_136 - 4_224],
    ['resnet18', {}, 11_176_512],
    ['resnet34', {}, 21_284_672],
    ['resnet50', {}, 23_508_032],
    ['resnet101', {}, 42_500_160],
  ])('%s %o has as many parameters as torchvision’s (benchmarks/zoo/referenceCounts.py)', (name, more, count) => {
    const config = encoderConfigSchema.parse({ name, width: 1, ...more });
    expect(countParameters(createEncoder(config, { ...setting, outputStride: 32 }).specs, 'trained')).toBe(count);
  });

  test.each(['vgg16', 'resnet18', 'resnet50'])('%s goes down to the output stride and no further, with the same weights', (name) => {
    const config = encoderConfigSchema.parse({ name, width: 0.0625, ...(name === 'vgg16' && { batchNorm: true }) });
    const [eight, sixteen, all] = ([8, 16, 32] as const).map((outputStride) => createEncoder(config, { ...setting, outputStride }));
    expect([eight, sixteen, all].map((encoder) => encoder!.levels.at(-1)!.stride)).toEqual([8, 16, 32]);
    expect(eight!.specs).toEqual(all!.specs);
    expect(sixteen!.specs).toEqual(all!.specs);
  });
});
