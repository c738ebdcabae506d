import { SfumatoError } from '../src-main/core/SfumatoError.ts';
import type { RandomSource } from '../src-main/core/random/RandomSource.ts';
import type { tf } from '../src-main/engine/tensorflow.ts';
import type { ParameterSpec, Parameters } from './Architecture.ts';

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Number of values in all tensors of the given role, counted without allocating any. */
export function countParameters(specs: readonly ParameterSpec[], role?: ParameterSpec['role']): number {
  return specs.reduce((sum, spec) => sum + (role === undefined || spec.role === role ? sizeOf(spec.shape) : 0), 0);
}

/**
 * Starting values of all tensors of the given role, one after another in the order of the specs.
 * @param random drawn from in that order, so that equal keys give equal networks
 */
export function initialValues(specs: readonly ParameterSpec[], role: ParameterSpec['role'], random: RandomSource): Float32Array {
  const values = new Float32Array(countParameters(specs, role));
  let offset = 0;
  for (const spec of specs) {
    if (spec.role !== role) continue;
    const size = sizeOf(spec.shape);
    if (spec.initialiser === 'ones') values.fill(1, offset, offset + size);
    if (spec.initialiser === 'bilinear') values.set(bilinearKernel(spec.shape), offset);
    const deviation = standardDeviation(spec);
    if (deviation > 0) {
      for (let at = offset; at < offset + size; at++) values[at] = deviation * random.normal();
    }
    offset += size;
  }
  return values;
}

function standardDeviation({ initialiser, shape }: ParameterSpec): number {
  const fanIn = sizeOf(shape.slice(0, -1));
  if (initialiser === 'heNormal') return Math.sqrt(2 / fanIn);
  if (initialiser === 'lecunNormal') return Math.sqrt(1 / fanIn);
  if (initialiser === 'embedding') return 0.02;
  if (initialiser === 'depthwiseNormal') return Math.sqrt(1 / sizeOf(shape.slice(0, 2)));
  return 0;
}

/** [side,side,channels,channels]: each channel enlarges itself, with weights that fall off linearly from the middle. */
function bilinearKernel(shape: readonly number[]): Float32Array {
  const [side, , channels] = shape as [number, number, number, number];
  const values = new Float32Array(sizeOf(shape));
  const share = (at: number): number => 1 - Math.abs(at - (side - 1) / 2) / (side / 2);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      for (let channel = 0; channel < channels; channel++) {
        values[((row * side + column) * channels + channel) * channels + channel] = share(row) * share(column);
      }
    }
  }
  return values;
}

/** @throws SfumatoError `internal` when there is no tensor of that name */
export function parameter<Kind extends tf.Tensor>(parameters: Parameters, name: string): Kind {
  const tensor = parameters.get(name);
  if (tensor === undefined) throw new SfumatoError('internal', `network parameter ${name}: not among the ${parameters.size} given`);
  return tensor as Kind;
}
