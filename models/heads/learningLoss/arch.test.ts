import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { chooseBackend } from '../../../src-main/engine/backends/chooseBackend.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { countParameters, initialValues, sizeOf } from '../../parameters.ts';
import { learningLoss, learningLossSpecs } from './arch.ts';

beforeAll(async () => void (await chooseBackend()));

const levels = [{ channels: 128 }, { channels: 64 }, { channels: 32 }, { channels: 16 }];

describe('learning-loss head', () => {
  test('is small beside the network it serves', () => {
    expect(countParameters(learningLossSpecs(levels))).toBe(54_146);
  });

  test('foresees one number an image and one a square of 4 x 4 pixels, never negative', () => {
    tf.tidy(() => {
      const specs = learningLossSpecs(levels);
      const values = initialValues(specs, 'trained', new RandomSource({ seed: 3, stream: 0, counter: 0 }));
      let offset = 0;
      const parameters = new Map(
        specs.map(({ name, shape }) => {
          const piece = values.slice(offset, (offset += sizeOf(shape)));
          return [name, tf.tensor(piece, [...shape])] as const;
        }),
      );
      const features = levels.map(({ channels }, level) => {
        const stride = 2 ** (3 - level);
        return { tensor: tf.ones([2, 32 / stride, 48 / stride, channels]).mul<tf.Tensor4D>(level - 1), stride };
      });
      const { imageLoss, lossMap } = learningLoss(parameters, { features });
      expect(imageLoss.shape).toEqual([2]);
      expect(lossMap.shape).toEqual([2, 8, 12]);
      expect(Math.min(...lossMap.dataSync())).toBeGreaterThanOrEqual(0);
    });
  });
});
