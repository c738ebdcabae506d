import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { denoiserContext, denoiserMultiple, denoiserNetwork } from './denoiserNetwork.ts';
import { denoiserSize, loadDenoiser } from './loadDenoiser.ts';
import { movedDenoiser } from '../testing/movedDenoiser.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

describe('denoiserNetwork', () => {
  test('untrained, it changes nothing', () => {
    const network = denoiserNetwork({ channels: 2, width: 4 });
    tf.tidy(() => {
      const input = tf.randomNormal<tf.Rank.R4>([1, 8, 12, 2], 0, 1, 'float32', 1);
      const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
      const parameters = new Map(
        network.specs.map(({ name, shape, initialiser }) => [name, initialiser === 'zeros' ? tf.zeros([...shape]) : tf.randomNormal([...shape], 0, 0.3, 'float32', random.integer(1000))]),
      );
      expect([...network.forward(parameters, input).dataSync()]).toEqual([...input.dataSync()]);
    });
  });

  test('its parameters, counted by hand', () => {
    const convolution = (input: number, output: number): number => 9 * input * output + output;
    const block = (input: number, output: number): number => convolution(input, output) + convolution(output, output);
    expect(denoiserSize({ channels: 1, width: 8 })).toBe(block(1, 8) + block(8, 16) + block(16, 32) + block(48, 16) + block(24, 8) + 9);
  });

  test('a pixel of its outcome looks no further than it says, wherever it lies', () => {
    const side = 32 * denoiserMultiple;
    const denoiser = loadDenoiser(movedDenoiser({ channels: 1, width: 4 }));
    const values = new Float32Array(side * side);
    const changedBy = (place: number): number[] => {
      const differing = (): Float32Array => {
        const moved = Float32Array.from(values);
        for (let row = 0; row < side; row++) moved[row * side + place] = 3;
        return moved;
      };
      return tf.tidy(() => {
        const outcome = (input: Float32Array): Float32Array => denoiser.denoise(tf.tensor4d(input, [1, side, side, 1])).dataSync<'float32'>();
        const [before, after] = [outcome(values), outcome(differing())];
        const row = (side / 2) * side;
        return Array.from({ length: side }, (_none, column) => column).filter((column) => before[row + column] !== after[row + column]);
      });
    };
    let furthest = 0;
    for (let place = side / 2; place < side / 2 + denoiserMultiple; place++) {
      for (const column of changedBy(place)) furthest = Math.max(furthest, Math.abs(column - place));
    }
    expect(furthest).toBeLessThanOrEqual(denoiserContext);
    expect(furthest).toBeGreaterThan(denoiserContext / 2);
    denoiser.dispose();
  });
});
