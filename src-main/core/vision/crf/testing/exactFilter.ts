import type { AppearanceFilter } from '../denseCrf.ts';

/** The sum that the lattice approximates, term by term. For small windows: its time grows with the square of the pixels. */
export const exactFilter = (positions: Float32Array, dimensions: number): AppearanceFilter => {
  const count = positions.length / dimensions;
  const kernel = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let distance = 0;
      for (let axis = 0; axis < dimensions; axis++) distance += (positions[i * dimensions + axis]! - positions[j * dimensions + axis]!) ** 2;
      kernel[i * count + j] = Math.exp(-distance / 2);
    }
  }
  return (values, channels) => {
    const result = new Float32Array(values.length);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        const weight = kernel[i * count + j]!;
        for (let channel = 0; channel < channels; channel++) result[i * channels + channel]! += weight * values[j * channels + channel]!;
      }
    }
    return result;
  };
};
