/** From here on the series is exact to the last digit of a double. */
const smallestForSeries = 32;

/**
 * 1/(from + 1) + 1/(from + 2) + … + 1/to, the difference of two harmonic numbers, in bounded time.
 * @param from integer from 0 up to `to`
 * @returns 0 or more, to about 1e-15 of itself or of ln(to / from)
 * Source: Euler-Maclaurin; Knuth, The Art of Computer Programming 1, section 1.2.7, equation 3.
 */
export function harmonicDifference(from: number, to: number): number {
  let sum = 0;
  let start = from;
  while (start < to && (start < smallestForSeries || to - start < smallestForSeries)) sum += 1 / ++start;
  return start === to ? sum : sum + Math.log1p((to - start) / start) + correction(to) - correction(start);
}

/** H(n) - ln n - 0.5772…, without its terms below 1e-17 for n of 32 or more. */
function correction(count: number): number {
  const square = count * count;
  return 1 / (2 * count) - 1 / (12 * square) + 1 / (120 * square * square) - 1 / (252 * square ** 3);
}
