import { createHash } from 'node:crypto';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { MemberNetwork } from './MemberNetwork.ts';
import type { ModelFile } from './modelFile.ts';

/** A member's values, each group one after another in the order of its specs. */
export interface MemberValues {
  readonly trunk: Float32Array;
  readonly head: Float32Array;
  readonly statistics: Float32Array;
}

type WeightType = ModelFile['weightType'];

const bytesPerWeight: Readonly<Record<WeightType, number>> = { float16: 2, float32: 4 };

/**
 * A weights file: running statistics as float32 (their range is too wide for halves), then trunk and head in the given
 * precision; little endian, no header, for the config says how many values there are.
 */
export function encodeWeights({ trunk, head, statistics }: MemberValues, weightType: WeightType): Uint8Array {
  const weights = trunk.length + head.length;
  const bytes = new Uint8Array(statistics.length * 4 + weights * bytesPerWeight[weightType]);
  new Float32Array(bytes.buffer, 0, statistics.length).set(statistics);
  const rest = weightView(bytes.buffer, statistics.length * 4, weights, weightType);
  rest.set(trunk);
  rest.set(head, trunk.length);
  return bytes;
}

/**
 * @param path for the message
 * @throws SfumatoError `corrupt` when the length does not fit the network or a value is not finite
 */
export function decodeWeights(bytes: Uint8Array, member: MemberNetwork, weightType: WeightType, path: string): MemberValues {
  const { trunk, head, statistics } = member;
  const weights = trunk.size + head.size;
  const wanted = statistics.size * 4 + weights * bytesPerWeight[weightType];
  if (bytes.byteLength !== wanted) {
    throw new SfumatoError('corrupt', say('weightsWrongSize', { path, wanted, got: bytes.byteLength }));
  }
  // A copy of its own: views need an aligned start.
  const buffer = new Uint8Array(bytes).buffer;
  const rest = weightView(buffer, statistics.size * 4, weights, weightType);
  const values = {
    statistics: new Float32Array(buffer.slice(0, statistics.size * 4)),
    trunk: new Float32Array(rest.subarray(0, trunk.size)),
    head: new Float32Array(rest.subarray(trunk.size)),
  };
  for (const [name, group] of Object.entries(values)) {
    if (!group.every(Number.isFinite)) throw new SfumatoError('corrupt', say('weightsNotFinite', { path, name }));
  }
  return values;
}

function weightView(buffer: ArrayBuffer, offset: number, length: number, weightType: WeightType): Float16Array | Float32Array {
  return weightType === 'float16' ? new Float16Array(buffer, offset, length) : new Float32Array(buffer, offset, length);
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
