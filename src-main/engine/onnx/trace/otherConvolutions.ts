import { tf } from '../../tensorflow.ts';
import { permuted } from './channelsFirst.ts';
import { padding, pairOf, shape4 } from './convolutionKernels.ts';
import type { Pad, Pair } from './convolutionKernels.ts';
import type { KernelCall } from './KernelCall.ts';
import type { TensorInfo } from './TracingBackend.ts';

/** DepthwiseConv2dNative: as many groups as channels. */
export function depthwiseConvolution(call: KernelCall): TensorInfo {
  const [x, filter] = [call.input('x'), call.input('filter')];
  const strides = pairOf(call.attribute<Pair>('strides'));
  const dilations = pairOf(call.attribute<Pair | undefined>('dilations') ?? 1);
  const pad = call.attribute<Pad>('pad');
  const info = tf.backend_util.computeConv2DInfo(shape4(call, x), shape4(call, filter), strides, dilations, pad, undefined, true);
  const sides: [number, number] = [info.filterHeight, info.filterWidth];
  // [height, width, channels, multiplier] to [channels, multiplier, height, width], of which ONNX joins the first two.
  const weights = permuted(call.knownValues(filter), filter.shape, [2, 3, 0, 1]);
  const operands = [call.operand(x), call.graph.floats(weights, [info.outChannels, 1, ...sides])];
  return call.node('Conv', operands, info.outShape, {
    kernel_shape: { ints: sides },
    strides: { ints: strides },
    dilations: { ints: dilations },
    group: { int: info.inChannels },
    ...padding(call, pad, { sides, strides, dilations }),
  });
}

/** Conv2DBackpropInput, which is how TensorFlow.js computes a transposed convolution: whole factors, kernels of at least that side. */
export function transposedConvolution(call: KernelCall): TensorInfo {
  const [x, filter] = [call.input('dy'), call.input('filter')];
  const strides = pairOf(call.attribute<Pair>('strides'));
  const shape = call.attribute<[number, number, number, number]>('inputShape');
  const sides = filter.shape.slice(0, 2) as [number, number];
  // What `same` cuts off at the two sides together, for an outcome that is the stride times as large.
  const surplus = sides.map((side, axis) => side - strides[axis]!) as [number, number];
  const isWhole = shape[1] === x.shape[1]! * strides[0] && shape[2] === x.shape[2]! * strides[1];
  if (call.attribute<Pad>('pad') !== 'same' || !isWhole || surplus.some((side) => side < 0)) call.refuse('not an enlargement by a whole factor');
  const [top, left] = [Math.floor(surplus[0] / 2), Math.floor(surplus[1] / 2)];
  // [height, width, out, in] to [in, out, height, width]
  const weights = permuted(call.knownValues(filter), filter.shape, [3, 2, 0, 1]);
  const [inputs, outputs] = [filter.shape[3]!, filter.shape[2]!];
  return call.node('ConvTranspose', [call.operand(x), call.graph.floats(weights, [inputs, outputs, ...sides])], shape, {
    kernel_shape: { ints: sides },
    strides: { ints: strides },
    pads: { ints: [top, left, surplus[0] - top, surplus[1] - left] },
  });
}
