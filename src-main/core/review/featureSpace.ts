/**
 * Regions as points, each feature scaled to a standard deviation of 1 over them, so that distances do not hang on units.
 * @param features one row a region, of equal lengths
 */
export function standardised(features: readonly (readonly number[])[]): Float64Array[] {
  const length = features[0]?.length ?? 0;
  const scales = Float64Array.from({ length }, (_none, column) => {
    const mean = features.reduce((sum, row) => sum + row[column]!, 0) / features.length;
    const variance = features.reduce((sum, row) => sum + (row[column]! - mean) ** 2, 0) / features.length;
    // What is the same everywhere tells nothing apart.
    return variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
  });
  return features.map((row) => Float64Array.from(row, (value, column) => value * scales[column]!));
}

/** Squared Euclidean distance. */
export function squaredDistance(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < first.length; at++) sum += (first[at]! - second[at]!) ** 2;
  return sum;
}
