/**
 * Regions as points, each feature scaled to a standard deviation of 1 over them, so that distances do not hang on units.
 * @param features one row a region, of equal lengths
 */
export function standardised(features: readonly (readonly number[])[]): Float64Array[] {
  const length = features[0]?.length ?? 0;
  const means = new Float64Array(length);
  const variances = new Float64Array(length);
  for (const row of features) for (let column = 0; column < length; column++) means[column]! += row[column]!;
  for (let column = 0; column < length; column++) means[column]! /= features.length;
  for (const row of features) for (let column = 0; column < length; column++) variances[column]! += (row[column]! - means[column]!) ** 2;
  // What is the same everywhere tells nothing apart.
  const scales = variances.map((sum) => (sum / features.length > 1e-12 ? 1 / Math.sqrt(sum / features.length) : 0));
  // Rows of one block: whoever walks over tens of thousands of them finds each beside the one before.
  const block = new Float64Array(features.length * length);
  return features.map((row, at) => {
    const point = block.subarray(at * length, (at + 1) * length);
    for (let column = 0; column < length; column++) point[column] = row[column]! * scales[column]!;
    return point;
  });
}

/** Squared Euclidean distance. */
export function squaredDistance(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < first.length; at++) {
    const difference = first[at]! - second[at]!;
    sum += difference * difference;
  }
  return sum;
}
