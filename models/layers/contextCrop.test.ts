import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { cropContext, croppedPixels, wholeContext } from './contextCrop.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const margins = { top: 0, left: 16, bottom: 32, right: 8 };

describe('cropping context', () => {
  test('leaves of each margin what is asked for, and all of a narrower one', () => {
    expect(croppedPixels(margins, { stride: 4, from: wholeContext, to: 3 })).toEqual({ top: 0, left: 1, bottom: 5, right: 0 });
  });

  test('goes on from what was left before', () => {
    const once = croppedPixels(margins, { stride: 2, from: wholeContext, to: 6 });
    const again = croppedPixels(margins, { stride: 2, from: 6, to: 1 });
    expect([once, again]).toEqual([{ top: 0, left: 2, bottom: 10, right: 0 }, { top: 0, left: 5, bottom: 5, right: 3 }]);
  });

  test('takes rows and columns away, the same of every image and channel', () => {
    tf.tidy(() => {
      const x = tf.range(0, 2 * 10 * 8 * 3).reshape<tf.Tensor4D>([2, 10, 8, 3]);
      const cropped = cropContext(x, { margins }, { stride: 4, to: 3 });
      expect(cropped.shape).toEqual([2, 5, 7, 3]);
      // Second image, row 4, column 1 of what is left.
      expect(cropped.slice([1, 4, 1, 0], [1, 1, 1, 3]).dataSync()).toEqual(x.slice([1, 4, 2, 0], [1, 1, 1, 3]).dataSync());
    });
  });

  test('is nothing without margins, and where as much is to be left as there is', () => {
    tf.tidy(() => {
      const x = tf.zeros<tf.Rank.R4>([1, 8, 8, 1]);
      expect(cropContext(x, {}, { stride: 1, to: 0 })).toBe(x);
      expect(cropContext(x, { margins }, { stride: 4, from: 2, to: 2 })).toBe(x);
      expect(cropContext(x, { margins: { top: 4, left: 0, bottom: 0, right: 4 } }, { stride: 4, to: 1 })).toBe(x);
    });
  });
});
