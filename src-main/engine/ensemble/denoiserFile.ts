import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { DenoiserConfig } from '../adversary/denoiserNetwork.ts';
import { denoiserSize } from '../adversary/loadDenoiser.ts';
import type { DenoiserValues } from '../adversary/loadDenoiser.ts';

/** Where a model keeps its denoiser. */
export const denoiserFileName = 'denoiser.bin';

/** A denoiser's file: its values as little-endian float32, for it is small and what it changes is smaller still. */
export function encodeDenoiser({ values }: DenoiserValues): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/**
 * @param path for the message
 * @throws SfumatoError `corrupt` when the length does not fit the network or a value is not finite
 */
export function decodeDenoiser(bytes: Uint8Array, config: DenoiserConfig, path: string): DenoiserValues {
  const wanted = denoiserSize(config) * 4;
  if (bytes.byteLength !== wanted) throw new SfumatoError('corrupt', say('weightsWrongSize', { path, wanted, got: bytes.byteLength }));
  // A copy of its own: views need an aligned start.
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  if (!values.every(Number.isFinite)) throw new SfumatoError('corrupt', say('weightsNotFinite', { path, name: 'denoiser' }));
  return { config, values };
}
