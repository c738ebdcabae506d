import { cholesky } from '../../../src-main/core/distribution/cholesky.ts';

/**
 * Inverse of the lower Cholesky factor: with A = L Lᵀ, what takes vectors of covariance A to the covariance 1.
 * @param matrix [size,size], symmetric and positive definite
 * @returns L⁻¹, [size,size], lower triangular
 * @throws SfumatoError `invalidInput` when the matrix is not positive definite
 */
export function inverseFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = cholesky(matrix, size);
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / factor[column * size + column]!;
    for (let row = column + 1; row < size; row++) {
      let value = 0;
      for (let at = column; at < row; at++) value -= factor[row * size + at]! * inverse[at * size + column]!;
      inverse[row * size + column] = value / factor[row * size + row]!;
    }
  }
  return inverse;
}
