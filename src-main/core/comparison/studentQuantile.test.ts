import { expect, test } from 'vitest';
import { studentQuantile } from './studentQuantile.ts';

test.each([
  // Closed forms: tan of an angle for one degree, sqrt(2) (2p - 1) / sqrt(1 - (2p - 1)^2) for two.
  [0.95, 1, Math.tan(Math.PI * 0.45)],
  [0.95, 2, (Math.SQRT2 * 0.9) / Math.sqrt(1 - 0.9 ** 2)],
  // Tables of Abramowitz and Stegun 1964, 26.10.
  [0.95, 3, 2.353],
  [0.95, 4, 2.132],
  [0.975, 9, 2.262],
  [0.95, 10, 1.812],
  [0.95, 30, 1.697],
  [0.995, 60, 2.66],
])('P(T < t) = %d at %d degrees', (probability, degrees, t) => {
  expect(studentQuantile(probability, degrees)).toBeCloseTo(t, 3);
});

test('half lies below nothing, and many degrees are the normal distribution', () => {
  expect(studentQuantile(0.5, 7)).toBeCloseTo(0, 9);
  expect(studentQuantile(0.95, 4000)).toBeCloseTo(1.645, 3);
});

test.each([[0.4, 3], [1, 3], [0.9, 0], [0.9, 2.5]])('%d at %d degrees is refused', (probability, degrees) => {
  expect(() => studentQuantile(probability, degrees)).toThrow(expect.objectContaining({ code: 'invalidInput' }));
});
