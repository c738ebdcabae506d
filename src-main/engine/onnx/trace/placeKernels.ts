import { graphAxis, toChannelsFirst } from './channelsFirst.ts';
import type { KernelCall } from './KernelCall.ts';
import type { TensorInfo } from './TracingBackend.ts';

/** Past the end of every axis: a slice up to the end says so whatever the image's size. */
const toTheEnd = 2 ** 53 - 1;

/** PadV2: the same value all around. */
export function padding(call: KernelCall): TensorInfo {
  const x = call.input('x');
  const widths = call.attribute<[number, number][]>('paddings');
  if (x.shape.length !== 4) call.refuse(`a tensor of rank ${x.shape.length}`);
  const ordered = toChannelsFirst.map((axis) => widths[axis]!);
  const pads = call.graph.integers([...ordered.map(([before]) => before), ...ordered.map(([, after]) => after)]);
  const value = call.graph.floats(Float32Array.of(call.attribute<number>('constantValue')), []);
  return call.node('Pad', [call.operand(x), pads, value], x.shape.map((side, axis) => side + widths[axis]![0] + widths[axis]![1]));
}

/** StridedSlice up to the end of every axis. */
export function stridedSlice(call: KernelCall): TensorInfo {
  const x = call.input('x');
  const [begin, end, strides] = (['begin', 'end', 'strides'] as const).map((name) => call.attribute<number[]>(name)) as [number[], number[], number[]];
  const masks = ['beginMask', 'endMask', 'ellipsisMask', 'newAxisMask', 'shrinkAxisMask'].map((name) => call.attribute<number | undefined>(name) ?? 0);
  if (end.join() !== x.shape.join() || masks.some((mask) => mask !== 0)) call.refuse('an end before the tensor’s own');
  const axes = x.shape.map((_side, axis) => graphAxis(axis, x.shape.length));
  const { graph } = call;
  const operands = [begin, begin.map(() => toTheEnd), axes, strides].map((values) => graph.integers(values));
  return call.node('Slice', [call.operand(x), ...operands], x.shape.map((side, axis) => Math.ceil((side - begin[axis]!) / strides[axis]!)));
}

/** DepthToSpace: both count a channel's place in its block first, row by row. */
export function depthToSpace(call: KernelCall): TensorInfo {
  const x = call.input('x');
  const block = call.attribute<number>('blockSize');
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return call.node('DepthToSpace', [call.operand(x)], [batch, height * block, width * block, channels / block ** 2], { blocksize: { int: block }, mode: { text: 'DCR' } });
}
