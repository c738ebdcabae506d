import { expect, test } from 'vitest';
import { RandomSource } from '../../random/RandomSource.ts';
import type { DisplayWindow } from '../SampleWindow.ts';
import { denseCrf, usualCrf } from './denseCrf.ts';
import type { CrfOptions } from './denseCrf.ts';
import { refineProbabilities } from './refineProbabilities.ts';
import { exactFilter } from './testing/exactFilter.ts';

const side = 24;

/** Stripes of as many shades as there are classes, slanted, with noise. @returns the window and each pixel's class */
function stripes(classCount: number, channels: number): { readonly window: DisplayWindow; readonly truth: Uint8Array } {
  const random = new RandomSource({ seed: 5, stream: classCount, counter: channels });
  const truth = Uint8Array.from({ length: side * side }, (_, at) => Math.floor(((at % side) + 0.3 * Math.floor(at / side)) / 6) % classCount);
  const values = Float32Array.from({ length: side * side * channels }, (_, at) => {
    const shade = truth[Math.floor(at / channels)]! * (220 / classCount) + 20;
    return shade + (at % channels) * 5 + 6 * random.normal();
  });
  return { window: { width: side, height: side, channels, values }, truth };
}

/** Probabilities that lean to the true class and are wrong of every fifth pixel. */
function noisyUnary(truth: Uint8Array, classCount: number): Float32Array {
  const random = new RandomSource({ seed: 6, stream: classCount, counter: 0 });
  const unary = new Float32Array(truth.length * classCount);
  for (let pixel = 0; pixel < truth.length; pixel++) {
    const told = random.uniform() < 0.2 ? random.integer(classCount) : truth[pixel]!;
    for (let each = 0; each < classCount; each++) unary[pixel * classCount + each] = each === told ? 0.6 : 0.4 / (classCount - 1);
  }
  return unary;
}

function likeliest(probabilities: Float32Array, classCount: number): Uint8Array {
  return Uint8Array.from({ length: probabilities.length / classCount }, (_, pixel) => {
    const own = probabilities.subarray(pixel * classCount, (pixel + 1) * classCount);
    return own.indexOf(Math.max(...own));
  });
}

/** Mean over the classes of intersection over union. */
function meanIou(found: Uint8Array, truth: Uint8Array, classCount: number): number {
  let sum = 0;
  for (let each = 0; each < classCount; each++) {
    const both = truth.filter((value, at) => value === each && found[at] === each).length;
    sum += both / truth.filter((value, at) => value === each || found[at] === each).length;
  }
  return sum / classCount;
}

const reaches: readonly Partial<CrfOptions>[] = [
  { appearanceReachPx: 4, appearanceTolerance: 12, smoothnessReachPx: 1 },
  { appearanceReachPx: 8, appearanceTolerance: 18, smoothnessReachPx: 2 },
  { appearanceReachPx: 16, appearanceTolerance: 40, smoothnessReachPx: 3 },
];
const cases = [2, 5].flatMap((classCount) => [1, 3].flatMap((channels) => reaches.map((reach) => ({ classCount, channels, reach, ...reach }))));

test.each(cases)(
  'the field over the lattice agrees with brute force: $classCount classes, $channels channels, $appearanceReachPx px, $appearanceTolerance units',
  ({ classCount, channels, reach }) => {
    const { window, truth } = stripes(classCount, channels);
    const unary = noisyUnary(truth, classCount);
    const options = { ...usualCrf, ...reach };
    const lattice = denseCrf(window, unary, options);
    const exact = denseCrf(window, unary, options, exactFilter);
    let difference = 0;
    for (let at = 0; at < lattice.length; at++) difference += Math.abs(lattice[at]! - exact[at]!);
    // The lattice's kernel is near a Gaussian, not one: probabilities agree to 3 % in the mean, classes of 98 in 100 pixels.
    expect(difference / lattice.length).toBeLessThan(0.03);
    const [own, other] = [likeliest(lattice, classCount), likeliest(exact, classCount)];
    expect(own.filter((value, at) => value !== other[at]).length / own.length).toBeLessThan(0.02);
  },
);

test.each([2, 5].flatMap((classCount) => [1, 3].map((channels) => ({ classCount, channels }))))('it mends a noisy unary: $classCount classes, $channels channels', ({ classCount, channels }) => {
  const { window, truth } = stripes(classCount, channels);
  const unary = noisyUnary(truth, classCount);
  const before = meanIou(likeliest(unary, classCount), truth, classCount);
  const after = meanIou(likeliest(denseCrf(window, unary, { ...usualCrf, appearanceReachPx: 8 }), classCount), truth, classCount);
  expect(before).toBeLessThan(0.85);
  expect(after).toBeGreaterThan(0.95);
});

test('probabilities of every pixel sum to 1, of any number of classes', () => {
  const { window, truth } = stripes(5, 3);
  const settled = denseCrf(window, noisyUnary(truth, 5), usualCrf);
  for (let start = 0; start < settled.length; start += 5) expect(settled.subarray(start, start + 5).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
});

test('bytes of probabilities are refined like the probabilities themselves', () => {
  const { window, truth } = stripes(5, 1);
  const unary = noisyUnary(truth, 5);
  const planes = Array.from({ length: 5 }, (_, each) => Uint8Array.from(truth, (_class, pixel) => Math.round(unary[pixel * 5 + each]! * 255)));
  expect(refineProbabilities(window, planes, usualCrf)).toEqual(likeliest(denseCrf(window, unary, usualCrf), 5));
  expect(() => refineProbabilities(window, [new Uint8Array(3), new Uint8Array(3)], usualCrf)).toThrow(/wanted 576 probabilities/);
});

test('positions too far apart for the lattice are refused', () => {
  const window = { width: 2, height: 1, channels: 1, values: Float32Array.of(0, 1e30) };
  expect(() => denseCrf(window, Float32Array.of(0.5, 0.5, 0.5, 0.5), usualCrf)).toThrow(/permutohedral lattice/);
});
