import type { ChannelFactors } from '../../../models/Architecture.ts';
import type { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';

/**
 * Factors of dropout, of each image by itself: every unit has a byte of its own, so that a rate is kept to 1/256 and a
 * step's hundred thousand units cost a millisecond.
 */
export function digitDropout(random: RandomSource): ChannelFactors {
  return (batch, channels, rate) => {
    const limit = Math.round(rate * 256);
    const kept = 256 / (256 - limit);
    const factors = new Float32Array(batch * channels);
    for (let unit = 0; unit < factors.length; unit += 4) {
      const word = random.word();
      for (let byte = 0; byte < 4 && unit + byte < factors.length; byte++) factors[unit + byte] = ((word >>> (8 * byte)) & 0xff) < limit ? 0 : kept;
    }
    return tf.tensor4d(factors, [batch, 1, 1, channels]);
  };
}
