import { initialValues } from '../../../models/parameters.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { denoiserNetwork } from '../adversary/denoiserNetwork.ts';
import type { DenoiserConfig } from '../adversary/denoiserNetwork.ts';
import type { DenoiserValues } from '../adversary/loadDenoiser.ts';

/** An untrained denoiser all of whose values are moved, so that it changes every pixel. */
export function movedDenoiser(config: DenoiserConfig): DenoiserValues {
  const random = new RandomSource({ seed: 31, stream: 0, counter: 0 });
  return { config, values: initialValues(denoiserNetwork(config).specs, 'trained', random).map((value) => value + random.uniform(-0.05, 0.05)) };
}
