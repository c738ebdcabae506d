import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { WeightScheme } from '../weights/WeightScheme.ts';
import type { MemberNetwork } from './MemberNetwork.ts';

/**
 * What one training with a scheme of weights ended with, to be trained on. What the scheme followed along the training is not
 * kept: a run that goes on follows its own way, or what it learns of a few corrections would drown in what was before.
 */
export interface TrainedDistribution {
  /** The scheme's own. */
  readonly values: Float32Array;
  readonly head: Float32Array;
  /** Running means of batch normalisation, of each of the scheme's networks in turn. */
  readonly statistics: Float32Array;
}

/** The order of the arrays in a file. */
const arrays = ['values', 'head', 'statistics'] as const;

/** A distribution's file: its arrays one after another as little-endian float32, for deviations may be too small for halves. */
export function encodeDistribution(distribution: TrainedDistribution): Uint8Array {
  const all = new Float32Array(arrays.reduce((sum, name) => sum + distribution[name].length, 0));
  let offset = 0;
  for (const name of arrays) {
    all.set(distribution[name], offset);
    offset += distribution[name].length;
  }
  return new Uint8Array(all.buffer);
}

/**
 * @param path for the message
 * @throws SfumatoError `corrupt` when the length does not fit the network and the scheme, or a value is not finite
 */
export function decodeDistribution(bytes: Uint8Array, { head, statistics }: MemberNetwork, { size, networksPerDraw }: WeightScheme, path: string): TrainedDistribution {
  const wanted = (size + head.size + networksPerDraw * statistics.size) * 4;
  if (bytes.byteLength !== wanted) throw new SfumatoError('corrupt', say('weightsWrongSize', { path, wanted, got: bytes.byteLength }));
  // A copy of its own: views need an aligned start.
  const all = new Float32Array(new Uint8Array(bytes).buffer);
  const distribution = { values: all.slice(0, size), head: all.slice(size, size + head.size), statistics: all.slice(size + head.size) };
  for (const name of arrays) {
    if (!distribution[name].every(Number.isFinite)) throw new SfumatoError('corrupt', say('weightsNotFinite', { path, name }));
  }
  return distribution;
}
