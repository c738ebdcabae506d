import type { tf } from '../../src-main/engine/tensorflow.ts';
import type { ParameterSpec, Parameters } from '../Architecture.ts';
import { parameter } from '../parameters.ts';
import { byKernelOfBackend } from './kernelOfBackend.ts';

/** Kernel of a backend that knows it as one operator: inputs `x`, `scale`, `offset`, attribute `epsilon`. */
export const layerNormalisationKernel = 'LayerNormalisation';

/** Added to the variance before its root is taken: that of the published vision transformers. */
const epsilon = 1e-6;

export function layerNormalisationSpecs(name: string, channels: number): ParameterSpec[] {
  return [
    { name: `${name}.scale`, shape: [channels], initialiser: 'ones', role: 'trained' },
    { name: `${name}.offset`, shape: [channels], initialiser: 'zeros', role: 'trained' },
  ];
}

/**
 * Each token less its mean over the channels, divided by its deviation (the biased one), scaled and moved.
 * @param x [B,N,C] or [B,h,w,C]
 * @returns of the same shape
 * Source: Ba, Kiros, Hinton 2016, arXiv:1607.06450.
 */
export function layerNormalisation<Tokens extends tf.Tensor3D | tf.Tensor4D>(name: string, x: Tokens, parameters: Parameters): Tokens {
  const scale = parameter<tf.Tensor1D>(parameters, `${name}.scale`);
  const offset = parameter<tf.Tensor1D>(parameters, `${name}.offset`);
  const own = byKernelOfBackend<Tokens>(layerNormalisationKernel, { x, scale, offset }, { epsilon });
  if (own) return own;
  const centred = x.sub<Tokens>(x.mean(-1, true));
  const inverseDeviation = centred.square().mean(-1, true).add(epsilon).rsqrt();
  return centred.mul(inverseDeviation).mul(scale).add(offset);
}
