import { cubicWeights } from '../../../models/layers/cubicWeights.ts';

/**
 * Embeddings of positions for another size of image.
 * @param values [1 + from²,C]: the class token's, then those of a square of patches, row by row
 * @param from, to patches to a side
 * @returns [1 + to²,C], the class token's unchanged
 */
export function resampledPositions(values: Float32Array, from: number, to: number): Float32Array {
  const channels = values.length / (1 + from * from);
  const weights = cubicWeights(from, to);
  const result = new Float32Array((1 + to * to) * channels);
  result.set(values.subarray(0, channels));
  // [from,from,C] -> [to,from,C] -> [to,to,C]
  const rows = combined(values.subarray(channels), weights, { from, to, size: from * channels });
  for (let row = 0; row < to; row++) {
    const line = rows.subarray(row * from * channels, (row + 1) * from * channels);
    result.set(combined(line, weights, { from, to, size: channels }), (1 + row * to) * channels);
  }
  return result;
}

/** @param values [from,size] @param weights [to,from] @returns [to,size] */
function combined(values: Float32Array, weights: Float32Array, { from, to, size }: { from: number; to: number; size: number }): Float32Array {
  const result = new Float32Array(to * size);
  for (let row = 0; row < to; row++) {
    for (let each = 0; each < from; each++) {
      const weight = weights[row * from + each]!;
      for (let at = 0; at < size; at++) result[row * size + at]! += weight * values[each * size + at]!;
    }
  }
  return result;
}
