import { describe, expect, test } from 'vitest';
import { unlabelled } from '../labels/labelMap.ts';
import { RandomSource } from '../random/RandomSource.ts';
import { CertaintyMeter } from './CertaintyMeter.ts';
import { MissControl } from './MissControl.ts';

/** Two classes; the foreground probability of each pixel. */
const twoClasses = (foreground: readonly number[]): Float32Array => Float32Array.from(foreground.flatMap((share) => [1 - share, share]));

describe('MissControl', () => {
  test('by hand: nine images of ten foreground pixels, none of which may be missed', () => {
    const control = new MissControl();
    for (let image = 0; image < 9; image++) control.add(twoClasses([...new Array<number>(10).fill(0.5 + image / 100), 0.9, 0.1]), Uint8Array.from([...new Array<number>(10).fill(1), 0, 0]), 2);
    // (0 + 1) / 10 = 0.1: the least sure image decides; of 101 pixels taken nine are the background's.
    const { threshold, missed, spurious, images, imagesNeeded } = control.threshold(0.1);
    expect(threshold).toBeCloseTo(0.5, 2);
    expect([missed, images, imagesNeeded]).toEqual([0, 9, 9]);
    expect(spurious).toBeCloseTo(9 / 99, 10);
    // A fifth: (9 R + 1) / 10 <= 0.2 lets one image of the nine be missed whole.
    expect(control.threshold(0.2).threshold).toBeCloseTo(0.51, 2);
    expect(control.threshold(0.2).missed).toBeCloseTo(1 / 9, 10);
  });

  test.each([[0.1, 9], [0.05, 19], [0.2, 4], [0.3, 3]])('a share of %f takes %i images', (share, needed) => {
    const control = new MissControl();
    for (let image = 1; image < needed; image++) control.add(twoClasses([0.5]), Uint8Array.of(1), 2);
    expect(control.threshold(share)).toMatchObject({ threshold: null, missed: null, images: needed - 1, imagesNeeded: needed });
    control.add(twoClasses([0.5]), Uint8Array.of(1), 2);
    expect(control.threshold(share).threshold).not.toBeNull();
  });

  test('unlabelled pixels and images without foreground do not count', () => {
    const control = new MissControl();
    control.add(twoClasses([0.2, 0.9]), Uint8Array.of(0, unlabelled), 2);
    expect(control.threshold().images).toBe(0);
  });

  test.each([0.1, 0.3])('over draws of images, the share missed of another one is at most %f on average, and not far below', (share) => {
    const random = new RandomSource({ seed: 5, stream: 9, counter: 0 });
    // Each image is surer or less sure as a whole: pixels of one are not independent.
    const image = (): number[] => {
      const ease = random.normal();
      return Array.from({ length: 20 }, () => 1 / (1 + Math.exp(-ease - random.normal())));
    };
    let missed = 0;
    const draws = 400;
    for (let draw = 0; draw < draws; draw++) {
      const control = new MissControl();
      for (let each = 0; each < 25; each++) control.add(twoClasses(image()), new Uint8Array(20).fill(1), 2);
      const threshold = control.threshold(share).threshold!;
      const next = image();
      missed += next.filter((probability) => probability < threshold).length / next.length;
    }
    // Four standard errors of a mean of so many shares: 0.25 is more than their deviation.
    expect(missed / draws).toBeLessThan(share + (4 * 0.25) / Math.sqrt(draws));
    expect(missed / draws).toBeGreaterThan(share - 0.1);
  });

  test('refuses a share of nothing, and arrays that do not fit', () => {
    expect(() => new MissControl().threshold(0)).toThrow('wanted a share over 0');
    expect(() => new MissControl().add(new Float32Array(3), new Uint8Array(2), 2)).toThrow('wanted 4 probabilities, got 3');
  });
});

test('certainty by hand: four pixels, the least sure one wrong', () => {
  const meter = new CertaintyMeter(2);
  const [probabilities, truth] = [twoClasses([0.9, 0.8, 0.4, 0.1, 0.3]), Uint8Array.of(1, 1, 1, 0, unlabelled)];
  meter.add(probabilities, truth);
  expect(meter.figures().misses.images).toBe(0);
  meter.addForThreshold(probabilities, truth);
  const { riskCoverage, classes, misses, riskCoverageArea } = meter.figures();
  expect(riskCoverage.map(({ coverage, risk }) => [coverage, risk])).toEqual([[0.25, 0], [0.5, 0], [0.75, 0], [1, 0.25]]);
  expect(riskCoverageArea).toBeCloseTo(1 / 16, 10);
  expect(classes.map(({ iou, pixels }) => [iou, pixels])).toEqual([[1 / 2, 1], [2 / 3, 3]]);
  // Foreground in bins of its own: |0.9 - 1| + |0.8 - 1| + |0.4 - 1| + 0.1 over four pixels.
  expect(classes[1]!.ece).toBeCloseTo((0.1 + 0.2 + 0.6 + 0.1) / 4, 6);
  expect(misses).toMatchObject({ images: 1, imagesNeeded: 9, threshold: null });
});
