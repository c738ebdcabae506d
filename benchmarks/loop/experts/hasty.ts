import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { ImageSize } from '../../../src-main/core/labels/labelTiles.ts';
import type { Expert, Question } from './Expert.ts';
import { jitteredTruth } from './jitteredTruth.ts';
import { repair } from './repair.ts';
import type { WrongPart } from './wrongParts.ts';

/** Share of the wrong parts that are overlooked and stay as proposed. */
const missedShare = 0.05;

/** Standard deviation of a painted border from the true one, in each direction, in pixels. */
const borderDeviation = 1.2;

/** A stroke that repairs a part also goes over what lies so near to it, in pixels. */
const brushReach = 2;

/** Overlooks one wrong part in twenty, and paints the others with borders that are off by a pixel or two. */
export const hasty: Expert = {
  name: 'hasty',
  title: 'overlooks 5 % of what is wrong, and paints borders that are off by one or two pixels',
  answer(question, random) {
    const drawn = jitteredTruth(question.truth, question, { deviation: borderDeviation, random });
    return repair(
      question,
      () => !random.chance(missedShare),
      (part, labels) => {
        for (const index of underBrush(part, question)) labels[index] = drawn[index]!;
      },
    );
  },
};

/** The pixels asked whose class is known, in a part or near to it. */
function* underBrush({ pixels }: WrongPart, { asked, truth, ...size }: Question): Iterable<number> {
  for (const index of pixels) {
    for (const near of around(index, size)) {
      if (asked[near] === 1 && truth[near] !== unlabelled) yield near;
    }
  }
}

function* around(index: number, { width, height }: ImageSize): Iterable<number> {
  const x = index % width;
  const y = Math.floor(index / width);
  for (let row = Math.max(0, y - brushReach); row <= Math.min(height - 1, y + brushReach); row++) {
    for (let column = Math.max(0, x - brushReach); column <= Math.min(width - 1, x + brushReach); column++) yield row * width + column;
  }
}
