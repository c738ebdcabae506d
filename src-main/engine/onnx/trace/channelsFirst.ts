/** The graph's order of a rank-4 tensor's axes: [B,H,W,C] becomes [B,C,H,W]. */
export const toChannelsFirst = [0, 3, 1, 2] as const;
export const toChannelsLast = [0, 2, 3, 1] as const;

/** An axis of a network's tensor as the graph counts it. */
export function graphAxis(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  return rank === 4 ? toChannelsFirst.indexOf(positive as 0 | 1 | 2 | 3) : positive;
}

export function channelsFirstShape(shape: readonly number[]): number[] {
  return shape.length === 4 ? toChannelsFirst.map((axis) => shape[axis]!) : [...shape];
}

/** @returns values of a rank-4 tensor in the graph's order; those of other ranks as they are */
export function channelsFirst(values: Float32Array, shape: readonly number[]): Float32Array {
  return shape.length === 4 ? permuted(values, shape, toChannelsFirst) : values;
}

/** @returns row-major values of the tensor whose axis `i` is axis `order[i]` of the given one */
export function permuted(values: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_side, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const result = new Float32Array(values.length);
  const sides = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const place = sides.map(() => 0);
  let from = 0;
  for (let at = 0; at < result.length; at++) {
    result[at] = values[from]!;
    for (let axis = sides.length - 1; axis >= 0; axis--) {
      place[axis]!++;
      from += steps[axis]!;
      if (place[axis]! < sides[axis]!) break;
      from -= place[axis]! * steps[axis]!;
      place[axis] = 0;
    }
  }
  return result;
}
