import { describe, expect, test } from 'vitest';
import { unlabelled } from '../../labels/labelMap.ts';
import { RandomSource } from '../../random/RandomSource.ts';
import { usualEffort } from '../effortModel.ts';
import { regionWindowSide } from '../findRegions.ts';
import type { FoundRegion } from '../FoundRegion.ts';
import type { PredictedImage } from '../PredictedImage.ts';
import { squareSide } from '../squareAround.ts';
import { paint, predictedImage } from '../testing/predictedImage.ts';
import type { Candidate, QueueContext } from './QueryStrategy.ts';
import { strategyOf } from './strategies.ts';
import { strategyNames } from './StrategyName.ts';
import type { StrategyName } from './StrategyName.ts';

const size = { width: 160, height: 120 };
const range = { minimum: 0, maximum: 1 };
const source = (counter = 0): RandomSource => new RandomSource({ seed: 3, stream: 1, counter });
const find = { trustsLearnedLoss: false };

/** Two doubtful spots, the left one by every map but mutual information and variance. */
function twoSpots(): PredictedImage {
  const spot = (left: number): Uint8Array => paint(new Uint8Array(size.width * size.height), size, [left, 40, left + 16, 56], 220);
  const image = predictedImage(size, { prediction: paint(new Uint8Array(size.width * size.height), size, [100, 20, 150, 100], 1) });
  return {
    ...image,
    maps: { predictiveEntropy: spot(20), mutualInformation: spot(120), expectedEntropy: spot(20), learnedLoss: spot(20) },
    optionalMaps: { margin: spot(20), memberVariance: spot(120), maximumProbability: spot(20), learnedConfidence: spot(20) },
    ranges: { ...image.ranges, margin: range, memberVariance: range, maximumProbability: range, learnedConfidence: range },
  };
}

function candidate(id: string, parts: Partial<Candidate> = {}): Candidate {
  return {
    id,
    imageId: id[0]!,
    box: { x: 0, y: 0, width: 1, height: 1 },
    mask: Uint8Array.of(1),
    pixelCount: 100,
    score: 10,
    worth: 0.1,
    means: { predictiveEntropy: 0, mutualInformation: 0, expectedEntropy: 0, learnedLoss: 0 },
    proposedClass: 0,
    reason: 'predictiveEntropy',
    boundaryPixels: 0,
    features: [Number(id.slice(1)), 0],
    ...parts,
  };
}

const context = (round = 8): QueueContext => ({ effort: usualEffort, settled: [], round, random: source() });

describe.each(strategyNames)('%s', (name) => {
  const strategy = strategyOf(name);

  test('finds bounded, disjoint regions of what is not labelled, the same for the same key', () => {
    const image = twoSpots();
    paint(image.labels, size, [0, 0, size.width, 30], 0);
    const found = strategy.candidates(image, { ...find, random: source() });
    expect(found.length).toBeGreaterThan(0);
    const seen = new Set<number>();
    for (const { box, mask, pixelCount, features } of found) {
      expect(Math.max(box.width, box.height)).toBeLessThanOrEqual(regionWindowSide);
      expect(features).toHaveLength(found[0]!.features.length);
      expect(mask.reduce((sum, value) => sum + value, 0)).toBe(pixelCount);
      mask.forEach((inside, at) => {
        if (inside === 0) return;
        const index = (box.y + Math.floor(at / box.width)) * size.width + box.x + (at % box.width);
        expect(image.labels[index]).toBe(unlabelled);
        expect(seen.has(index)).toBe(false);
        seen.add(index);
      });
    }
    expect(strategy.candidates(image, { ...find, random: source() })).toEqual(found);
  });

  test('asks each candidate once, in an order that its key decides', () => {
    const candidates = Array.from({ length: 120 }, (_none, at) => candidate(`${'abc'[at % 3]}${at}`, { worth: ((at * 37) % 100) / 100, proposedClass: at % 2 }));
    const order = strategy.order(candidates, context());
    expect(order.map(({ id }) => id).toSorted()).toEqual(candidates.map(({ id }) => id).toSorted());
    expect(strategy.order(candidates, context())).toEqual(order);
    expect(strategy.order([], context())).toEqual([]);
  });
});

describe('where strategies look', () => {
  const firstOf = (name: StrategyName): number => strategyOf(name).candidates(twoSpots(), { ...find, random: source() })[0]!.box.x;

  test('by its own map', () => {
    for (const name of ['entropy', 'margin', 'learnedLoss', 'learnedConfidence', 'standard'] as const) expect(firstOf(name)).toBeLessThan(40);
    for (const name of ['mutualInformation', 'variance'] as const) expect(firstOf(name)).toBeGreaterThan(100);
  });

  test('a map that the prediction lacks is named', () => {
    expect(() => strategyOf('variance').candidates({ ...twoSpots(), optionalMaps: {} }, { ...find, random: source() })).toThrow(/memberVariance/);
    expect(strategyNames.filter((name) => strategyOf(name).needs !== null)).toEqual(['margin', 'variance', 'learnedConfidence']);
  });

  test('two of three random squares are of the foreground, one anywhere', () => {
    // A tenth of a large image is foreground: without a preference a tenth of the centres would be.
    const large = { width: 300, height: 400 };
    const image = predictedImage(large, { prediction: paint(new Uint8Array(large.width * large.height), large, [0, 0, 300, 40], 1) });
    const share = (name: StrategyName): number => {
      const regions = Array.from({ length: 30 }, (_none, draw) => strategyOf(name).candidates(image, { ...find, random: source(draw) }).slice(0, 5)).flat();
      return regions.filter(({ proposedClass }) => proposedClass === 1).length / regions.length;
    };
    expect(share('foregroundRandom')).toBeGreaterThan(0.5);
    expect(share('random')).toBeLessThan(0.25);
  });

  test('the learned loss has a part in the default only where it is trusted', () => {
    const image = twoSpots();
    const away = { ...image, maps: { ...image.maps, learnedLoss: paint(new Uint8Array(size.width * size.height), size, [120, 40, 136, 56], 250) } };
    const lefts = (trustsLearnedLoss: boolean): number[] => strategyOf('standard').candidates(away, { trustsLearnedLoss, random: source() }).map(({ box }) => box.x);
    expect(lefts(false).filter((x) => x > 80)).toEqual([]);
    expect(lefts(true).filter((x) => x > 80)).toHaveLength(1);
  });
});

test('the default asks squares, the maps what is doubtful alone', () => {
  const found = (name: StrategyName): FoundRegion => strategyOf(name).candidates(twoSpots(), { ...find, random: source() })[0]!;
  expect(found('standard')).toMatchObject({ pixelCount: squareSide ** 2, box: { width: squareSide, height: squareSide } });
  expect(found('entropy').pixelCount).toBeLessThan(24 ** 2);
});

describe('the order', () => {
  test('of the default is by expected errors a second: a quick one comes before a slow one of more errors', () => {
    const slow = candidate('a1', { worth: 0.2, score: 20, boundaryPixels: 2000 });
    const quick = candidate('b2', { worth: 0.15, score: 15, boundaryPixels: 0 });
    expect(strategyOf('standard').order([slow, quick], context(500)).map(({ id }) => id)).toEqual(['b2', 'a1']);
  });

  test('of the default puts a near-duplicate behind what is new', () => {
    const far = Array.from({ length: 6 }, (_none, at) => candidate(`${'cdefgh'[at]}9`, { worth: 0.05 - at / 1000, features: [at * 40, (at % 2) * 90] }));
    const twins = [candidate('a1', { worth: 0.5, features: [300, 45] }), candidate('b1', { worth: 0.4, features: [300, 45] })];
    const order = strategyOf('standard').order([...far, ...twins], context(500)).map(({ id }) => id);
    expect(order[0]).toBe('a1');
    expect(order.at(-1)).toBe('b1');
  });

  test('of a core set goes from one end of the features to the other', () => {
    const candidates = [0, 1, 2, 9, 10].map((value) => candidate(`a${value}`));
    expect(strategyOf('coreSet').order(candidates, context()).slice(0, 3).map(({ id }) => id)).toEqual(['a2', 'a10', 'a0']);
    expect(strategyOf('coreSet').order(candidates, { ...context(), settled: [{ features: [10, 0] }] })[0]!.id).toBe('a0');
  });

  test('of the stratified one takes classes in turn, and its noise fades', () => {
    const candidates = Array.from({ length: 40 }, (_none, at) => candidate(`a${at}`, { worth: 1 - at / 50, proposedClass: at < 30 ? 0 : 1 }));
    const order = strategyOf('stratifiedPowerNoise').order(candidates, context());
    expect(order.slice(0, 20).filter(({ proposedClass }) => proposedClass === 1)).toHaveLength(10);
    const inversions = (round: number): number => {
      const values = strategyOf('stratifiedPowerNoise').order(candidates.slice(0, 30), context(round)).map(({ worth }) => worth);
      return values.filter((value, at) => at > 0 && value > values[at - 1]!).length;
    };
    expect(inversions(0)).toBeGreaterThan(inversions(8));
  });
});
