import type { ParameterSpec } from '../../../models/Architecture.ts';
import { sizeOf } from '../../../models/parameters.ts';

/** A kernel that all members share, with its two sides that each member scales for itself. */
export interface SharedKernel {
  readonly kind: 'kernel';
  /** Where it begins among the weights. */
  readonly offset: number;
  readonly size: number;
  /** Places before the last two sides: 1 of a dense layer, height times width of a convolution. */
  readonly places: number;
  /** The last two sides. */
  readonly rows: number;
  readonly columns: number;
  /** Which of the two holds the layer's input. */
  readonly input: 'rows' | 'columns';
}

/** A tensor that each member has for itself: bias, offset, scale, token. */
export interface OwnTensor {
  readonly kind: 'own';
  readonly offset: number;
  readonly size: number;
}

export interface RankOneLayout {
  /** In the order of the weights. */
  readonly parts: readonly (SharedKernel | OwnTensor)[];
  /** Sums over all parts of a kind. */
  readonly sharedSize: number;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly ownSize: number;
}

/**
 * How a network's tensors are shared out among members that differ by factors of rank 1. Kernels are matrices [input, output]
 * and convolutions [height, width, input, output]. A transposed convolution, known by its initialiser, has its output before
 * its input; a kernel of each channel by itself [height, width, channels, 1] has its channels as input and one output.
 */
export function rankOneLayout(specs: readonly ParameterSpec[]): RankOneLayout {
  const parts: (SharedKernel | OwnTensor)[] = [];
  let [offset, sharedSize, inputSize, outputSize, ownSize] = [0, 0, 0, 0, 0];
  for (const { shape, initialiser } of specs) {
    const size = sizeOf(shape);
    if (shape.length === 2 || shape.length === 4) {
      const [rows, columns] = shape.slice(-2) as [number, number];
      const input = initialiser === 'bilinear' ? 'columns' : 'rows';
      parts.push({ kind: 'kernel', offset, size, places: size / (rows * columns), rows, columns, input });
      sharedSize += size;
      inputSize += input === 'rows' ? rows : columns;
      outputSize += input === 'rows' ? columns : rows;
    } else {
      parts.push({ kind: 'own', offset, size });
      ownSize += size;
    }
    offset += size;
  }
  return { parts, sharedSize, inputSize, outputSize, ownSize };
}

/** A layout's kernels alone. */
export function kernelsOf({ parts }: RankOneLayout): SharedKernel[] {
  return parts.filter((part) => part.kind === 'kernel');
}

export function inputsOf({ input, rows, columns }: SharedKernel): number {
  return input === 'rows' ? rows : columns;
}

export function outputsOf({ input, rows, columns }: SharedKernel): number {
  return input === 'rows' ? columns : rows;
}
