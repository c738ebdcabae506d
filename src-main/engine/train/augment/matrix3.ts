/** Row-major 3 x 3. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

export function multiplied(left: Matrix3, right: Matrix3): Matrix3 {
  const entry = (at: number): number => {
    const [row, column] = [3 * Math.floor(at / 3), at % 3];
    return left[row]! * right[column]! + left[row + 1]! * right[column + 3]! + left[row + 2]! * right[column + 6]!;
  };
  return [entry(0), entry(1), entry(2), entry(3), entry(4), entry(5), entry(6), entry(7), entry(8)];
}

/** By cofactors. @throws RangeError where the matrix has no inverse */
export function inverted([a, b, c, d, e, f, g, h, i]: Matrix3): Matrix3 {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (determinant === 0) throw new RangeError('inverse of a 3 x 3 matrix: wanted a determinant other than 0');
  const scaled = (value: number): number => value / determinant;
  return [
    scaled(e * i - f * h), scaled(c * h - b * i), scaled(b * f - c * e),
    scaled(f * g - d * i), scaled(a * i - c * g), scaled(c * d - a * f),
    scaled(d * h - e * g), scaled(b * g - a * h), scaled(a * e - b * d),
  ];
}
