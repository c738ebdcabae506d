import { tf } from '../../tensorflow.ts';
import { graphAxis } from './channelsFirst.ts';
import type { KernelCall } from './KernelCall.ts';
import type { TensorInfo } from './TracingBackend.ts';

/** Kernels of one input that change each value by itself. */
export function elementwise(opType: string): (call: KernelCall) => TensorInfo {
  return (call) => call.node(opType, [call.operand(call.input('x'))], call.input('x').shape);
}

/** Add, Multiply …: shapes widen as NumPy's do, along the network's axes. */
export function binary(opType: string): (call: KernelCall) => TensorInfo {
  return (call) => {
    const sides = [call.input('a'), call.input('b')];
    const rank = Math.max(...sides.map(({ shape }) => shape.length));
    const shape = tf.backend_util.assertAndGetBroadcastShape(sides[0]!.shape, sides[1]!.shape);
    return call.node(opType, sides.map((side) => widened(call, side, rank)), shape);
  };
}

/** Equal: truths become the numbers that the network makes of them anyway. */
export function equality(call: KernelCall): TensorInfo {
  const truths = binary('Equal')(call);
  return call.node('Cast', [call.operand(truths)], truths.shape, { to: { int: 1 } });
}

/** What is only done to weights, and computed at once. */
export function ofWeightsAlone(call: KernelCall): TensorInfo {
  return call.refuse('on what depends on the image');
}

/** A vector of channels stands last in the network and first but one in the graph: it is given all four sides first. */
function widened(call: KernelCall, tensor: TensorInfo, rank: number): string {
  if (rank !== 4 || tensor.shape.length === 4 || tensor.shape.length === 0) return call.operand(tensor);
  const shape = [...new Array<number>(4 - tensor.shape.length).fill(1), ...tensor.shape];
  return call.graph.floats(call.knownValues(tensor), [shape[0]!, shape[3]!, shape[1]!, shape[2]!]);
}

export function concatenation(call: KernelCall): TensorInfo {
  const tensors = call.inputs;
  const shape = [...tensors[0]!.shape];
  const axis = tf.util.parseAxisParam(call.attribute<number>('axis'), shape)[0]!;
  shape[axis] = tensors.reduce((sum, each) => sum + each.shape[axis]!, 0);
  const joined = call.node('Concat', tensors.map((each) => call.operand(each)), shape, { axis: { int: graphAxis(axis, shape.length) } });
  if (shape.length === 4 && axis === 3) call.noteJoined(joined, tensors);
  return joined;
}

/** Softmax over the last axis of the network's tensor. */
export function softmax(call: KernelCall): TensorInfo {
  const { shape } = call.input('logits');
  const axis = graphAxis(call.attribute<number>('dim'), shape.length);
  const logits = call.operand(call.input('logits'));
  if (!call.isFast) return call.node('Softmax', [logits], shape, { axis: { int: axis } });
  // ONNX Runtime's own softmax goes over a middle axis pixel by pixel.
  const { graph } = call;
  const largest = graph.node('ReduceMax', [logits], { axes: { ints: [axis] }, keepdims: { int: 1 } });
  const powers = graph.node('Exp', [graph.node('Sub', [logits, largest])]);
  return call.node('Div', [powers, graph.node('ReduceSum', [powers, graph.integers([axis])], { keepdims: { int: 1 } })], shape);
}

/** Mean, sum or maximum over some axes. @param axisName of the kernel's attribute */
export function reduction(opType: 'ReduceMean' | 'ReduceSum' | 'ReduceMax', axisName: 'axis' | 'reductionIndices' = 'axis'): (call: KernelCall) => TensorInfo {
  return (call) => {
    const x = call.input('x');
    const axes = tf.util.parseAxisParam(call.attribute<number | number[]>(axisName), x.shape);
    const keep = call.attribute<boolean>('keepDims') ?? false;
    const rest = keep ? x.shape.map((side, axis) => (axes.includes(axis) ? 1 : side)) : x.shape.filter((_side, axis) => !axes.includes(axis));
    const graphAxes = axes.map((axis) => graphAxis(axis, x.shape.length)).sort((a, b) => a - b);
    const keepdims = { int: keep ? 1 : 0 };
    // Of the three, the sum alone takes its axes as an input in opset 17.
    if (opType === 'ReduceSum') return call.node(opType, [call.operand(x), call.graph.integers(graphAxes)], rest, { keepdims });
    return call.node(opType, [call.operand(x)], rest, { axes: { ints: graphAxes }, keepdims });
  };
}

export function matrixProduct(call: KernelCall): TensorInfo {
  const [a, b] = [call.input('a'), call.input('b')];
  if (call.attribute<boolean>('transposeA') || call.attribute<boolean>('transposeB')) call.refuse('a transposed factor');
  const rank = a.shape.length;
  // Of rank 4 the graph has the channels first, and would multiply other sides.
  if (rank !== b.shape.length || rank > 3) call.refuse(`factors of rank ${rank} and ${b.shape.length}`);
  return call.node('MatMul', [call.operand(a), call.operand(b)], [...a.shape.slice(0, -1), b.shape[rank - 1]!]);
}

/** Taking away axes of length 1 is all that is meant; anything else would fix the image's size. */
export function reshape(call: KernelCall): TensorInfo {
  const x = call.input('x');
  const shape = call.attribute<number[]>('shape');
  if (shape.join() === x.shape.join()) return call.same(call.operand(x), shape);
  const axis = x.shape.length - 1;
  if (x.shape[axis] !== 1 || shape.join() !== x.shape.slice(0, -1).join()) call.refuse(`[${x.shape.join()}] to [${shape.join()}]`);
  return call.node('Squeeze', [call.operand(x), call.graph.integers([graphAxis(axis, x.shape.length)])], shape);
}

/** Identity, and the cast of float32 to what it is already. */
export function unchanged(call: KernelCall): TensorInfo {
  const x = call.input('x');
  if (call.kernel === 'Cast' && call.attribute<string>('dtype') !== 'float32') call.refuse(`a cast to ${call.attribute<string>('dtype')}`);
  return call.same(call.operand(x), x.shape);
}
