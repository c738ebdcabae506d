import { tf } from '../../../src-main/engine/tensorflow.ts';
import { moved, type Movement } from '../prediction/moved.ts';
import type { Method } from './Method.ts';
import { ensembleOf, plainVariant } from './networksAlone.ts';

const still: Movement = { degrees: 0, rows: 0, columns: 0 };
/** The digit as it is, moved by a pixel along each axis, and turned a little. */
const views: readonly Movement[] = [
  still,
  { ...still, rows: 1 },
  { ...still, rows: -1 },
  { ...still, columns: 1 },
  { ...still, columns: -1 },
  { ...still, degrees: 7 },
  { ...still, degrees: -7 },
];

/** One network looks at several views of a digit. Source: Wang et al. 2019, arXiv:1807.07356. */
export const testTimeAugmentation: Method = {
  name: 'augmentation',
  title: `Test-time augmentation (${views.length} views)`,
  async prepare(work) {
    const plain = await ensembleOf(work, plainVariant, 1);
    return {
      ...plain,
      predict(input) {
        const images = input.dataSync<'float32'>();
        return { probabilities: tf.concat(views.map((view) => plain.predict(tf.tensor4d(moved(images, view), input.shape)).probabilities), 0) };
      },
    };
  },
};
