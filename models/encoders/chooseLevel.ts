import { say } from '../../src-main/core/messages/Message.ts';
import { SfumatoError } from '../../src-main/core/SfumatoError.ts';
import type { tf } from '../../src-main/engine/tensorflow.ts';
import { scoped } from '../layers/Layer.ts';
import type { Pass } from '../layers/Layer.ts';
import type { Encoder, EncoderLevel } from './Encoder.ts';

export interface ChosenLevel extends EncoderLevel {
  /** Its place among the encoder's levels. */
  readonly index: number;
}

/** @throws SfumatoError `invalidInput` when the encoder has no level of that stride */
export function firstLevelAt(encoder: Encoder, stride: number): ChosenLevel {
  return chosen(encoder, stride, encoder.levels.findIndex((level) => level.stride === stride));
}

/** @throws SfumatoError `invalidInput` when the encoder has no level of that stride */
export function lastLevelAt(encoder: Encoder, stride: number): ChosenLevel {
  return chosen(encoder, stride, encoder.levels.findLastIndex((level) => level.stride === stride));
}

/**
 * The levels that a system uses, in its order; in prediction the others are gone before the decoder begins.
 * @param image as the encoder takes it
 */
export function levelsOf(encoder: Encoder, image: tf.Tensor4D, pass: Pass, wanted: readonly ChosenLevel[]): tf.Tensor4D[] {
  return scoped(pass, () => {
    const all = encoder.forward(image, pass);
    return wanted.map(({ index }) => all[index]!);
  });
}

export function hasLevelAt({ levels }: Encoder, stride: number): boolean {
  return levels.some((level) => level.stride === stride);
}

function chosen({ levels }: Encoder, stride: number, index: number): ChosenLevel {
  const level = levels[index];
  if (level) return { ...level, index };
  const wanted = say('anEncoderWithStride', { stride, got: levels.map((each) => each.stride).join(', ') });
  throw new SfumatoError('invalidInput', say('encoderNeeds', { wanted }));
}
