import { SfumatoError } from '../SfumatoError.ts';

/**
 * The lower triangle L with L Lᵀ = matrix.
 * @param matrix [size, size], symmetric and positive definite
 * @throws SfumatoError `invalidInput` when it is not
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column]!;
      for (let at = 0; at < column; at++) rest -= lower[row * size + at]! * lower[column * size + at]!;
      if (row !== column) lower[row * size + column] = rest / lower[column * size + column]!;
      else if (rest > 0) lower[row * size + row] = Math.sqrt(rest);
      else throw new SfumatoError('invalidInput', `Cholesky decomposition: wanted a positive definite matrix, got a pivot of ${rest} in row ${row}`);
    }
  }
  return lower;
}

/** @returns |L⁻¹ vector|², which is vectorᵀ (L Lᵀ)⁻¹ vector */
export function squaredBySolving(lower: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  const solved = new Float64Array(size);
  let sum = 0;
  for (let row = 0; row < size; row++) {
    let rest = vector[row]!;
    for (let at = 0; at < row; at++) rest -= lower[row * size + at]! * solved[at]!;
    solved[row] = rest / lower[row * size + row]!;
    sum += solved[row]! ** 2;
  }
  return sum;
}
