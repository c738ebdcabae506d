import { tf } from '../../src-main/engine/tensorflow.ts';
import { adaptivePoolingKernel } from '../layers/adaptivePooling.ts';
import { layerNormalisationKernel } from '../layers/layerNormalisation.ts';
import { multiHeadAttentionKernel } from '../layers/multiHeadAttention.ts';
import { embedTokensKernel, tokensToGridKernel } from '../layers/tokens.ts';
import { sizeOf } from '../parameters.ts';
import { attention, gridOfTokens, tokenEmbedding } from './countingTokens.ts';

export interface CountedCall {
  /** Of the inputs, by their names. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface CountedOutcome {
  readonly shape: readonly number[];
  /** Default 0. */
  readonly multiplyAdds?: number;
}

type Shape4 = [number, number, number, number];
type Pair = number | [number, number];
type Pad = 'same' | 'valid' | number;

const shapeOf = ({ shapes }: CountedCall, name: string): number[] => [...(shapes[name] ?? [])];
const same = (call: CountedCall): CountedOutcome => ({ shape: Object.values(call.shapes)[0] ?? [] });

/** The shape that each kernel of TensorFlow.js gives, and the multiplications that it takes. */
export const countingKernels: Readonly<Record<string, (call: CountedCall) => CountedOutcome>> = {
  Conv2D: convolution,
  FusedConv2D: convolution,
  DepthwiseConv2dNative: depthwise,
  Conv2DBackpropInput: transposed,
  BatchMatMul: matrixProduct,
  MaxPool: pooling,
  AvgPool: pooling,
  [adaptivePoolingKernel]: (call) => {
    const [batch, , , channels] = shapeOf(call, 'x') as Shape4;
    const bins = call.attributes['bins'] as number;
    return { shape: [batch, bins, bins, channels] };
  },
  [layerNormalisationKernel]: (call) => ({ shape: shapeOf(call, 'x') }),
  [multiHeadAttentionKernel]: attention,
  [embedTokensKernel]: tokenEmbedding,
  [tokensToGridKernel]: gridOfTokens,
  ResizeBilinear: resized,
  ResizeNearestNeighbor: resized,
  DepthToSpace: (call) => {
    const [batch, height, width, channels] = shapeOf(call, 'x') as Shape4;
    const block = call.attributes['blockSize'] as number;
    return { shape: [batch, height * block, width * block, channels / block ** 2] };
  },
  Concat: concatenation,
  PadV2: (call) => ({ shape: shapeOf(call, 'x').map((side, axis) => side + sizeOfPadding(call, axis)) }),
  Slice: (call) => ({ shape: call.attributes['size'] as number[] }),
  StridedSlice: (call) => {
    const [begin, end, strides] = (['begin', 'end', 'strides'] as const).map((name) => call.attributes[name] as number[]) as [number[], number[], number[]];
    return { shape: begin.map((from, axis) => Math.ceil((end[axis]! - from) / strides[axis]!)) };
  },
  Reshape: (call) => ({ shape: call.attributes['shape'] as number[] }),
  Mean: (call) => {
    const shape = shapeOf(call, 'x');
    const axes = tf.util.parseAxisParam(call.attributes['axis'] as number[], shape);
    if (call.attributes['keepDims']) return { shape: shape.map((side, axis) => (axes.includes(axis) ? 1 : side)) };
    return { shape: shape.filter((_side, axis) => !axes.includes(axis)) };
  },
  ...Object.fromEntries(['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum', 'Equal'].map((name) => [name, binary])),
  ...Object.fromEntries(['Relu', 'Erf', 'Sigmoid', 'Softplus', 'Softmax', 'Rsqrt', 'Exp', 'Log', 'Cast', 'Identity'].map((name) => [name, same])),
};

/** Each value of the outcome is a sum over the kernel's places and the input's channels. */
function convolution(call: CountedCall): CountedOutcome {
  const filter = shapeOf(call, 'filter') as Shape4;
  const { strides, pad, dilations = 1 } = call.attributes as { strides: Pair; pad: Pad; dilations?: Pair };
  const { outShape } = tf.backend_util.computeConv2DInfo(shapeOf(call, 'x') as Shape4, filter, strides, dilations, pad);
  return { shape: outShape, multiplyAdds: sizeOf(outShape) * filter[0] * filter[1] * filter[2] };
}

function depthwise(call: CountedCall): CountedOutcome {
  const filter = shapeOf(call, 'filter') as Shape4;
  const { strides, pad, dilations } = call.attributes as { strides: Pair; pad: Pad; dilations: Pair | null };
  const { outShape } = tf.backend_util.computeConv2DInfo(shapeOf(call, 'x') as Shape4, filter, strides, dilations ?? 1, pad, undefined, true);
  return { shape: outShape, multiplyAdds: sizeOf(outShape) * filter[0] * filter[1] };
}

/** Each value of the input is spread over the kernel's places and the outcome's channels. */
function transposed(call: CountedCall): CountedOutcome {
  const filter = shapeOf(call, 'filter') as Shape4;
  return { shape: call.attributes['inputShape'] as number[], multiplyAdds: sizeOf(shapeOf(call, 'dy')) * filter[0] * filter[1] * filter[2] };
}

function matrixProduct(call: CountedCall): CountedOutcome {
  const [a, b] = [shapeOf(call, 'a'), shapeOf(call, 'b')];
  const [rows, inner] = call.attributes['transposeA'] ? [a.at(-1)!, a.at(-2)!] : [a.at(-2)!, a.at(-1)!];
  const columns = call.attributes['transposeB'] ? b.at(-2)! : b.at(-1)!;
  const shape = [...tf.backend_util.assertAndGetBroadcastShape(a.slice(0, -2), b.slice(0, -2)), rows, columns];
  return { shape, multiplyAdds: sizeOf(shape) * inner };
}

function pooling(call: CountedCall): CountedOutcome {
  const { filterSize, strides, pad } = call.attributes as { filterSize: Pair; strides: Pair; pad: Pad };
  return { shape: tf.backend_util.computePool2DInfo(shapeOf(call, 'x') as Shape4, filterSize, strides, 1, pad).outShape };
}

function resized(call: CountedCall): CountedOutcome {
  const [batch, , , channels] = shapeOf(call, 'images') as Shape4;
  return { shape: [batch, ...(call.attributes['size'] as [number, number]), channels] };
}

function concatenation({ shapes, attributes }: CountedCall): CountedOutcome {
  const all = Object.values(shapes);
  const shape = [...(all[0] ?? [])];
  const axis = tf.util.parseAxisParam(attributes['axis'] as number, shape)[0]!;
  shape[axis] = all.reduce((sum, each) => sum + each[axis]!, 0);
  return { shape };
}

function binary(call: CountedCall): CountedOutcome {
  return { shape: tf.backend_util.assertAndGetBroadcastShape(shapeOf(call, 'a'), shapeOf(call, 'b')) };
}

function sizeOfPadding({ attributes }: CountedCall, axis: number): number {
  const [before, after] = (attributes['paddings'] as readonly (readonly [number, number])[])[axis]!;
  return before + after;
}
