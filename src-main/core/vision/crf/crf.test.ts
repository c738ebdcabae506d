import { expect, test } from 'vitest';
import { RandomSource } from '../../random/RandomSource.ts';
import type { DisplayWindow } from '../SampleWindow.ts';
import { drawnMask, maskFrom } from '../testing/masks.ts';
import { appearancePositions, denseCrf, latticeFilter, usualCrf } from './denseCrf.ts';
import { refineMask } from './refineMask.ts';
import { exactFilter } from './testing/exactFilter.ts';

/** A light disc on dark ground, with noise. */
function disc(side: number, radius: number, channels: number, noise: number): DisplayWindow {
  const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
  const values = Float32Array.from({ length: side * side * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    const isIn = Math.hypot((pixel % side) + 0.5 - side / 2, Math.floor(pixel / side) + 0.5 - side / 2) < radius;
    return (isIn ? 180 : 60) + noise * random.normal();
  });
  return { width: side, height: side, channels, values };
}

test.each([1, 3])('the lattice filters like the exact sum, %i channels', (channels) => {
  const window = disc(30, 9, channels, 6);
  const positions = appearancePositions(window, { ...usualCrf, appearanceReachPx: 8 });
  const random = new RandomSource({ seed: 2, stream: 0, counter: 0 });
  const values = Float32Array.from({ length: 900 * 2 }, () => random.uniform());
  const ones = new Float32Array(900).fill(1);
  // As the field uses it: weighted means. The kernel's scale falls out.
  const means = (filter: ReturnType<typeof exactFilter>): Float32Array => {
    const sums = filter(ones, 1);
    return filter(values, 2).map((value, at) => value / sums[Math.floor(at / 2)]!);
  };
  const exact = means(exactFilter(positions, channels + 2));
  const lattice = means(latticeFilter(positions, channels + 2));
  let worst = 0;
  exact.forEach((value, at) => (worst = Math.max(worst, Math.abs(value - lattice[at]!) / value)));
  expect(worst).toBeLessThan(0.12);
});

test('a lattice of one point gives the point back', () => {
  const filtered = latticeFilter(Float32Array.of(0.3, -1.2, 4), 3)(Float32Array.of(2, 5), 2);
  // Spread over the simplex and gathered again, a value keeps the same share in every channel.
  expect(filtered[1]! / filtered[0]!).toBeCloseTo(2.5, 5);
  expect(filtered[0]).toBeGreaterThan(0);
  expect(filtered[0]).toBeLessThan(2.1);
});

test.each([1, 3])('the field settles alike over the lattice and over the exact sum, %i channels', (channels) => {
  const window = disc(28, 8, channels, 8);
  const unary = new Float32Array(28 * 28 * 2);
  for (let index = 0; index < 28 * 28; index++) {
    // Drawn two pixels off to the side.
    const isIn = Math.hypot((index % 28) + 0.5 - 16, Math.floor(index / 28) + 0.5 - 14) < 8;
    unary[index * 2 + 1] = isIn ? 0.75 : 0.25;
    unary[index * 2] = 1 - unary[index * 2 + 1]!;
  }
  const options = { ...usualCrf, appearanceReachPx: 10 };
  const lattice = denseCrf(window, unary, options);
  const exact = denseCrf(window, unary, options, exactFilter);
  let different = 0;
  let wrong = 0;
  for (let index = 0; index < 28 * 28; index++) {
    expect(lattice[index * 2]! + lattice[index * 2 + 1]!).toBeCloseTo(1, 5);
    const isIn = Math.hypot((index % 28) + 0.5 - 14, Math.floor(index / 28) + 0.5 - 14) < 8;
    if (lattice[index * 2 + 1]! > 0.5 !== exact[index * 2 + 1]! > 0.5) different++;
    if (lattice[index * 2 + 1]! > 0.5 !== isIn) wrong++;
  }
  expect(different).toBeLessThanOrEqual(4);
  // The disc's own outline, from a drawing that missed some hundred pixels.
  expect(wrong).toBeLessThanOrEqual(12);
});

test('without weights the field is its unary, and more smoothness leaves no speck', () => {
  const window = { width: 9, height: 9, channels: 1, values: new Float32Array(81).fill(100) };
  const unary = new Float32Array(162);
  for (let index = 0; index < 81; index++) {
    unary[index * 2 + 1] = index === 40 ? 0.7 : 0.2;
    unary[index * 2] = 1 - unary[index * 2 + 1]!;
  }
  const alone = denseCrf(window, unary, { ...usualCrf, appearanceWeight: 0, smoothnessWeight: 0 });
  alone.forEach((value, at) => expect(value).toBeCloseTo(unary[at]!, 5));
  const settled = denseCrf(window, unary, { ...usualCrf, appearanceWeight: 0, smoothnessWeight: 4 });
  expect(settled[81]).toBeLessThan(0.5);
});

test('a mask moves to the edge that it was drawn beside', () => {
  const values = Float32Array.from({ length: 12 * 6 }, (_, index) => (index % 12 < 6 ? 40 : 200));
  const window = { width: 12, height: 6, channels: 1, values };
  const mask = maskFrom(Array.from({ length: 6 }, () => '....########').join('\n'));
  const refined = refineMask(window, mask, null, { ...usualCrf, trust: 0.7 });
  expect(drawnMask(refined)).toEqual(Array.from({ length: 6 }, () => '......######'));
  // The networks' word against it brings two columns back.
  const probability = Uint8Array.from({ length: 72 }, (_, index) => (index % 12 < 4 ? 0 : 255));
  const told = refineMask(window, mask, probability, { ...usualCrf, trust: 0.99, appearanceWeight: 0.5 });
  expect(drawnMask(told)).toEqual(drawnMask(mask));
});

test('a unary that does not fit is refused', () => {
  expect(() => denseCrf(disc(4, 1, 1, 0), new Float32Array(16), usualCrf)).toThrow(/wanted 2 or more/);
});
