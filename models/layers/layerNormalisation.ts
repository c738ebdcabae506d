import { tf } from '../../src-main/engine/tensorflow.ts';
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
 * @param x [B,N,C]
 * @returns [B,N,C]
 * Source: Ba, Kiros, Hinton 2016, arXiv:1607.06450.
 */
export function layerNormalisation(name: string, x: tf.Tensor3D, parameters: Parameters): tf.Tensor3D {
  const scale = parameter<tf.Tensor1D>(parameters, `${name}.scale`);
  const offset = parameter<tf.Tensor1D>(parameters, `${name}.offset`);
  const own = byKernelOfBackend<tf.Tensor3D>(layerNormalisationKernel, { x, scale, offset }, { epsilon });
  if (own) return own;
  const centred = x.sub<tf.Tensor3D>(x.mean(-1, true));
  const inverseDeviation = centred.square().mean(-1, true).add(epsilon).rsqrt();
  return centred.mul(inverseDeviation).mul(scale).add(offset);
}
