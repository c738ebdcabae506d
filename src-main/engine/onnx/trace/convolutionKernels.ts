import { tf } from '../../tensorflow.ts';
import type { AttributeValue } from '../format/GraphBuilder.ts';
import { permuted } from './channelsFirst.ts';
import type { KernelCall } from './KernelCall.ts';
import type { TensorInfo } from './TracingBackend.ts';

export type Pad = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
export type Pair = number | [number, number];

export const pairOf = (value: Pair): [number, number] => (typeof value === 'number' ? [value, value] : value);

/** Where the kernel's sides go in ONNX: [height, width, in, out] to [out, in, height, width]. */
const kernelOrder = [3, 2, 0, 1] as const;

/** Conv2D: a convolution without bias. */
export function convolution(call: KernelCall): TensorInfo {
  return convolve(call, null);
}

/** _FusedConv2D: convolution, bias and activation in one. */
export function fusedConvolution(call: KernelCall): TensorInfo {
  const activation = call.attribute<string | undefined>('activation') ?? 'linear';
  const convolved = convolve(call, call.has('bias') ? call.input('bias') : null);
  if (activation === 'linear') return convolved;
  const opType = ({ relu: 'Relu', sigmoid: 'Sigmoid' } as Readonly<Record<string, string>>)[activation] ?? call.refuse(`activation ${activation}`);
  return call.node(opType, [call.operand(convolved)], convolved.shape);
}

function convolve(call: KernelCall, bias: TensorInfo | null): TensorInfo {
  const [x, filter] = [call.input('x'), call.input('filter')];
  const strides = pairOf(call.attribute<Pair>('strides'));
  const dilations = pairOf(call.attribute<Pair | undefined>('dilations') ?? 1);
  const pad = call.attribute<Pad>('pad');
  const info = tf.backend_util.computeConv2DInfo(shape4(call, x), shape4(call, filter), strides, dilations, pad);
  const [height, width] = [info.filterHeight, info.filterWidth];
  const weights = permuted(call.knownValues(filter), filter.shape, kernelOrder);
  const attributes: Record<string, AttributeValue> = {
    kernel_shape: { ints: [height, width] },
    strides: { ints: strides },
    dilations: { ints: dilations },
    ...padding(call, pad, { sides: [height, width], strides, dilations }),
  };
  // A convolution of joined channels is the sum of the parts' convolutions: what was joined need not be written out.
  const parts = (call.isFast && call.partsOf(x)) || [x];
  let sum: TensorInfo | null = null;
  let channel = 0;
  const sums: string[] = [];
  for (const part of parts) {
    const channels = part.shape[3]!;
    const share = channelsOf(weights, { from: channel, channels, of: info.inChannels, size: height * width });
    const inputs = [call.operand(part), call.graph.floats(share, [info.outChannels, channels, height, width])];
    if (bias && !sum) inputs.push(call.graph.floats(call.knownValues(bias), [info.outChannels]));
    const convolved = call.node('Conv', inputs, info.outShape, attributes);
    sums.push(call.operand(convolved));
    if (sum) sums.push(call.operand((sum = call.node('Add', [call.operand(sum), call.operand(convolved)], info.outShape))));
    else sum = convolved;
    channel += channels;
  }
  if (parts.length > 1) call.graph.sameShape(sums, info.outChannels);
  return sum ?? call.refuse('nothing to convolve');
}

interface ChannelRange {
  readonly from: number;
  readonly channels: number;
  /** All input channels. */
  readonly of: number;
  /** Values of one channel's kernel. */
  readonly size: number;
}

/** Some input channels' part of weights [out, in, height, width]. */
function channelsOf(weights: Float32Array, { from, channels, of, size }: ChannelRange): Float32Array {
  if (channels === of) return weights;
  const outputs = weights.length / (of * size);
  const result = new Float32Array(outputs * channels * size);
  for (let output = 0; output < outputs; output++) {
    const start = (output * of + from) * size;
    result.set(weights.subarray(start, start + channels * size), output * channels * size);
  }
  return result;
}

/** MaxPool and AvgPool. Neither counts what lies past the edge. */
export function pooling(opType: 'MaxPool' | 'AveragePool'): (call: KernelCall) => TensorInfo {
  return (call) => {
    const x = call.input('x');
    const sides = pairOf(call.attribute<Pair>('filterSize'));
    const strides = pairOf(call.attribute<Pair>('strides'));
    const pad = call.attribute<Pad>('pad');
    const info = tf.backend_util.computePool2DInfo(shape4(call, x), sides, strides, 1, pad);
    return call.node(opType, [call.operand(x)], info.outShape, {
      kernel_shape: { ints: sides },
      strides: { ints: strides },
      ...padding(call, pad, { sides, strides, dilations: [1, 1] }),
    });
  };
}

interface Reach {
  readonly sides: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
}

/** ONNX's order is top, left, bottom, right. */
export function padding(call: KernelCall, pad: Pad, { sides, strides, dilations }: Reach): Record<string, AttributeValue> {
  if (pad === 'valid') return { pads: { ints: [0, 0, 0, 0] } };
  if (typeof pad === 'number') return { pads: { ints: [pad, pad, pad, pad] } };
  if (pad !== 'same') return call.refuse('padding given side by side');
  // With steps of more than a pixel the padding depends on the size, which only the runtime knows.
  if (strides.some((stride) => stride !== 1)) return { auto_pad: { text: 'SAME_UPPER' } };
  const [rows, columns] = sides.map((side, axis) => (side - 1) * dilations[axis]!) as [number, number];
  const [top, left] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  return { pads: { ints: [top, left, rows - top, columns - left] } };
}

export function shape4(call: KernelCall, { shape }: TensorInfo): [number, number, number, number] {
  return shape.length === 4 ? (shape as [number, number, number, number]) : call.refuse(`a tensor of rank ${shape.length}`);
}
