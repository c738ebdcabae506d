import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { WeightScheme } from '../weights/WeightScheme.ts';
import type { MemberNetwork } from './MemberNetwork.ts';

/** What one training with a scheme of weights ended with: members are drawn from it, and it can be trained on. */
export interface TrainedDistribution {
  /** The scheme's own. */
  readonly values: Float32Array;
  readonly head: Float32Array;
  /** Running means of batch normalisation, of each of the scheme's networks in turn. */
  readonly statistics: Float32Array;
  /** What the scheme followed along the training; empty where it follows nothing. */
  readonly tracked: Float32Array;
}

/** The order of the arrays in a file. */
const arrays = ['values', 'head', 'statistics', 'tracked'] as const;

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
export function decodeDistribution(bytes: Uint8Array, { head, statistics }: MemberNetwork, { size, networksPerDraw, tracker }: WeightScheme, path: string): TrainedDistribution {
  const untracked = size + head.size + networksPerDraw * statistics.size;
  if (bytes.byteLength < untracked * 4) throw wrongSize(path, untracked, bytes);
  // A copy of its own: views need an aligned start.
  const all = new Float32Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.byteLength / 4));
  const values = all.slice(0, size);
  const wanted = untracked + (tracker ? tracker.initial(values).length : 0);
  if (bytes.byteLength !== wanted * 4) throw wrongSize(path, wanted, bytes);
  const distribution = { values, head: all.slice(size, size + head.size), statistics: all.slice(size + head.size, untracked), tracked: all.slice(untracked) };
  for (const name of arrays) {
    if (!distribution[name].every(Number.isFinite)) throw new SfumatoError('corrupt', say('weightsNotFinite', { path, name }));
  }
  return distribution;
}

function wrongSize(path: string, wanted: number, { byteLength }: Uint8Array): SfumatoError {
  return new SfumatoError('corrupt', say('weightsWrongSize', { path, wanted: wanted * 4, got: byteLength }));
}
