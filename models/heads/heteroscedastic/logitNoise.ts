import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { LogitNoise } from '../../Architecture.ts';

/** Draws of a prediction, the second half of them the first with other signs: their mean is 0. */
const fixedDraws = 20;
/** Draws of a training step: each costs a softmax and its gradient. */
const trainingDraws = 10;
/**
 * Side, in pixels, of the square of noise that is drawn for a training crop and repeated over it: numbers for every pixel of a
 * crop would take longer to draw than the network takes to run.
 */
const tileSide = 16;

/** Of all predictions, of every model. */
const fixedKey = { seed: 0x5f_6d_61_74, stream: 0, counter: 0 };

/**
 * The draws that a prediction goes by: the same at every pixel, in every window and at every time. What is averaged over them
 * is a fixed rule of integration, so that the outcome is one function of the input.
 */
export const fixedNoise: LogitNoise = ([, , , classes]) => {
  const random = new RandomSource(fixedKey);
  const half = Array.from({ length: fixedDraws / 2 }, () => Float32Array.from({ length: classes }, () => random.normal()));
  return [...half, ...half.map((draw) => draw.map((value) => -value))].map((draw) => tf.tensor4d(draw, [1, 1, 1, classes]));
};

/** For training: each image of a batch, and each pixel of a square in it, has draws of its own. */
export function noiseByImage(random: RandomSource): LogitNoise {
  return ([batch, height, width, classes]) => {
    const [rows, columns] = [Math.ceil(height / tileSide), Math.ceil(width / tileSide)];
    return Array.from({ length: trainingDraws }, () =>
      tf.tidy(() => {
        const values = Float32Array.from({ length: batch * tileSide * tileSide * classes }, () => random.normal());
        const tile = tf.tensor4d(values, [batch, tileSide, tileSide, classes]);
        return tf.tile(tile, [1, rows, columns, 1]).slice<tf.Tensor4D>([0, 0, 0, 0], [batch, height, width, classes]);
      }),
    );
  };
}
