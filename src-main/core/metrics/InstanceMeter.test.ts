import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InstanceMeter, meanAveragePrecision, usualThresholds } from './InstanceMeter.ts';
import { objectOverlaps } from './objectOverlaps.ts';

const mapOf = (rows: readonly string[]): Int32Array => Int32Array.from(rows.join('').replaceAll('.', '0'), Number);
const noLabels = { labels: null };

/** Largest number of pairs of which no two share an object, by trying all. */
function bruteMatches(truth: Int32Array, predicted: Int32Array, threshold: number): number {
  const numbers = (map: Int32Array) => [...new Set(map)].filter((id) => id !== 0);
  const iou = (own: number, other: number): number => {
    let both = 0;
    let either = 0;
    for (let at = 0; at < truth.length; at++) {
      if (truth[at] === own && predicted[at] === other) both++;
      if (truth[at] === own || predicted[at] === other) either++;
    }
    return both / either;
  };
  const most = (left: readonly number[], free: readonly number[]): number => {
    const [own, ...rest] = left;
    if (own === undefined) return 0;
    const fitting = free.filter((other) => iou(own, other) >= threshold);
    return Math.max(most(rest, free), ...fitting.map((other) => 1 + most(rest, free.filter((one) => one !== other))));
  };
  return most(numbers(truth), numbers(predicted));
}

describe('objectOverlaps', () => {
  test('counts a hand-worked case', () => {
    const truth = mapOf(['11.22', '11.22']);
    const predicted = mapOf(['77..5', '7...5']);
    const { truthSizes, predictedSizes, pairs } = objectOverlaps({ truth, predicted, ...noLabels });
    expect(truthSizes).toEqual([4, 4]);
    expect(predictedSizes).toEqual([3, 2]);
    expect(pairs).toEqual([
      { truth: 0, predicted: 0, iou: 3 / 4 },
      { truth: 1, predicted: 1, iou: 2 / 4 },
    ]);
  });

  test('leaves out what is not labelled, on either side', () => {
    const labels = Uint8Array.of(1, 1, 255, 255, 0);
    const { truthSizes, predictedSizes, pairs } = objectOverlaps({ truth: mapOf(['11...']), predicted: mapOf(['1112.']), labels });
    expect(truthSizes).toEqual([2]);
    expect(predictedSizes).toEqual([2]);
    expect(pairs).toEqual([{ truth: 0, predicted: 0, iou: 1 }]);
  });

  test('refuses maps of other lengths', () => {
    expect(() => objectOverlaps({ truth: new Int32Array(3), predicted: new Int32Array(4), ...noLabels })).toThrow(/wanted 4 pixels, got 3/);
  });
});

describe('InstanceMeter', () => {
  test('counts a hand-worked case: one match, one split in two, one missed, one spurious', () => {
    const meter = new InstanceMeter([0.5, 0.9]);
    meter.add({ truth: mapOf(['1111.222.3.']), predicted: mapOf(['1111.4.5..6']), ...noLabels });
    expect([meter.truthObjects, meter.predictedObjects]).toEqual([3, 4]);
    const [half] = meter.figures();
    expect(half).toMatchObject({ matched: 1, spurious: 3, missed: 2 });
    expect(half!.f1).toBeCloseTo(2 / 7, 12);
    expect(half!.averagePrecision).toBeCloseTo(1 / 6, 12);
  });

  test('sums its counts over images', () => {
    const meter = new InstanceMeter([0.5]);
    meter.add({ truth: mapOf(['11']), predicted: mapOf(['11']), ...noLabels });
    meter.add({ truth: mapOf(['11']), predicted: mapOf(['..']), ...noLabels });
    expect(meter.figures()[0]).toMatchObject({ matched: 1, missed: 1, spurious: 0, f1: 2 / 3, averagePrecision: 0.5 });
    expect(meanAveragePrecision(meter.figures())).toBe(0.5);
  });

  test('is 1 where there is nothing to find and nothing was found', () => {
    expect(new InstanceMeter().figures().map(({ f1 }) => f1)).toEqual(usualThresholds.map(() => 1));
  });

  test('lets one object match one alone, where two halves fit it just so', () => {
    const meter = new InstanceMeter([0.5]);
    meter.add({ truth: mapOf(['1111']), predicted: mapOf(['1122']), ...noLabels });
    expect(meter.figures()[0]).toMatchObject({ matched: 1, spurious: 1, missed: 0 });
  });

  test('matches as many as a search of all matchings', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(ids, ids, fc.constantFrom(0.5, 0.6, 0.75, 1), (own, other, threshold) => {
        const [truth, predicted] = [Int32Array.from(own), Int32Array.from(other)];
        const meter = new InstanceMeter([threshold]);
        meter.add({ truth, predicted, ...noLabels });
        expect(meter.figures()[0]!.matched).toBe(bruteMatches(truth, predicted, threshold));
      }),
    );
  });

  test('needs no table of all pairs for 10,000 objects', () => {
    const side = 1000;
    const truth = Int32Array.from({ length: side * side }, (_none, at) => 1 + Math.floor(at / side / 10) * 100 + Math.floor((at % side) / 10));
    const predicted = Int32Array.from(truth, (id, at) => (at % 10 === 0 ? 0 : id));
    const meter = new InstanceMeter([0.5, 0.95]);
    meter.add({ truth, predicted, ...noLabels });
    expect(meter.figures()).toMatchObject([{ matched: 10_000 }, { matched: 0, missed: 10_000 }]);
  });

  test('refuses a threshold at which one object could match two', () => {
    expect(() => new InstanceMeter([0.4])).toThrow(/wanted thresholds 0.5 … 1, got 0.4/);
  });
});
