import { tf } from '../tensorflow.ts';
import { inputsOf, kernelsOf, outputsOf } from './rankOneLayout.ts';
import type { RankOneLayout, SharedKernel } from './rankOneLayout.ts';

/** What members that differ by factors of rank 1 are made of, one member after another. */
export interface RankOneParts<Vector> {
  /** Of all kernels, in the order of the weights: [sharedSize]. */
  readonly shared: Vector;
  /** Factors of the layers' inputs, r, and outputs, s: [members · inputSize], [members · outputSize]. */
  readonly inputs: Vector;
  readonly outputs: Vector;
  /** [members · ownSize]. */
  readonly own: Vector;
}

/**
 * Weights W ∘ r sᵀ of every member at once: a handful of operations a kernel, however many members.
 * @returns [weights] each
 */
export function rankOneWeights({ shared, inputs, outputs, own }: RankOneParts<tf.Tensor1D>, layout: RankOneLayout, members: number): tf.Tensor1D[] {
  const kernels = kernelsOf(layout);
  const cut = (flat: tf.Tensor1D, sizes: number[]): tf.Tensor[] => (sizes.length === 0 ? [] : tf.split(flat.reshape([members, -1]), sizes, 1));
  const kernelValues = kernels.length === 0 ? [] : tf.split(shared, kernels.map(({ size }) => size));
  const inputFactors = cut(inputs, kernels.map(inputsOf));
  const outputFactors = cut(outputs, kernels.map(outputsOf));
  const ownValues = cut(own, layout.parts.filter(({ kind }) => kind === 'own').map(({ size }) => size));
  let [kernelAt, ownAt] = [0, 0];
  // Each [members, size of the part].
  const pieces = layout.parts.map((part) => {
    if (part.kind === 'own') return ownValues[ownAt++]!;
    const at = kernelAt++;
    return scaledKernel(part, kernelValues[at]!, { input: inputFactors[at]!, output: outputFactors[at]! }, members);
  });
  return tf.unstack(tf.concat(pieces, 1)) as tf.Tensor1D[];
}

/** @returns [members, size] */
function scaledKernel(
  { size, places, rows, columns, input }: SharedKernel,
  kernel: tf.Tensor,
  factors: { readonly input: tf.Tensor; readonly output: tf.Tensor },
  members: number,
): tf.Tensor {
  const [ofRows, ofColumns] = input === 'rows' ? [factors.input, factors.output] : [factors.output, factors.input];
  // [members, 1, rows, columns]
  const factor = ofRows.reshape([members, 1, rows, 1]).mul(ofColumns.reshape([members, 1, 1, columns]));
  return kernel.reshape([1, places, rows, columns]).mul(factor).reshape([members, size]);
}

/** The same of one member, without a tensor: some devices have no reading that blocks. */
export function rankOneMember({ shared, inputs, outputs, own }: RankOneParts<Float32Array>, layout: RankOneLayout, member: number): Float32Array {
  const weights = new Float32Array(layout.sharedSize + layout.ownSize);
  let [sharedAt, inputAt, outputAt, ownAt] = [0, member * layout.inputSize, member * layout.outputSize, member * layout.ownSize];
  for (const part of layout.parts) {
    if (part.kind === 'own') {
      weights.set(own.subarray(ownAt, ownAt + part.size), part.offset);
      ownAt += part.size;
      continue;
    }
    const { offset, size, rows, columns, input } = part;
    for (let at = 0; at < size; at++) {
      const column = at % columns;
      const row = Math.floor(at / columns) % rows;
      const [from, to] = input === 'rows' ? [row, column] : [column, row];
      // Rounded as the tensors are: the factor first.
      weights[offset + at] = shared[sharedAt + at]! * Math.fround(inputs[inputAt + from]! * outputs[outputAt + to]!);
    }
    sharedAt += size;
    inputAt += inputsOf(part);
    outputAt += outputsOf(part);
  }
  return weights;
}

/** Splits weights into what is shared and what each member has for itself. */
export function sharedAndOwn(weights: Float32Array, layout: RankOneLayout): { readonly shared: Float32Array; readonly own: Float32Array } {
  const shared = new Float32Array(layout.sharedSize);
  const own = new Float32Array(layout.ownSize);
  let [sharedAt, ownAt] = [0, 0];
  for (const { kind, offset, size } of layout.parts) {
    const values = weights.subarray(offset, offset + size);
    if (kind === 'kernel') {
      shared.set(values, sharedAt);
      sharedAt += size;
    } else {
      own.set(values, ownAt);
      ownAt += size;
    }
  }
  return { shared, own };
}
