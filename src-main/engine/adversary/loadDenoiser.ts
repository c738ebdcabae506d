import type { Parameters } from '../../../models/Architecture.ts';
import { countParameters, sizeOf } from '../../../models/parameters.ts';
import { tf } from '../tensorflow.ts';
import { denoiserNetwork } from './denoiserNetwork.ts';
import type { DenoiserConfig } from './denoiserNetwork.ts';

/** A trained denoiser as data. */
export interface DenoiserValues {
  readonly config: DenoiserConfig;
  /** Flat, in the order of the network's specs. */
  readonly values: Float32Array;
}

/** A denoiser put before the networks that it was trained for. */
export interface Denoiser {
  /** @param input [B,H,W,channels], H and W multiples of `denoiserMultiple` @returns the same, the caller's */
  denoise(input: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
}

/** Numbers that a denoiser consists of. */
export function denoiserSize(config: DenoiserConfig): number {
  return countParameters(denoiserNetwork(config).specs);
}

/** @param values as many as `denoiserSize` */
export function loadDenoiser({ config, values }: DenoiserValues): Denoiser {
  const network = denoiserNetwork(config);
  let offset = 0;
  const parameters: Parameters = new Map(
    network.specs.map(({ name, shape }) => {
      const end = offset + sizeOf(shape);
      const tensor = tf.tensor(values.slice(offset, end), [...shape], 'float32');
      offset = end;
      return [name, tensor];
    }),
  );
  return {
    denoise: (input) => tf.tidy(() => network.forward(parameters, input)),
    dispose: () => tf.dispose([...parameters.values()]),
  };
}
