import type { KernelCall } from './KernelCall.ts';
import type { TensorInfo } from './TracingBackend.ts';

/** ONNX's number for float32 and int64 as the target of a cast. */
const castToFloat = 1;

/**
 * AdaptiveAveragePool2D: ONNX has no such operator, so the graph makes the two matrices of shares from its input's size,
 * and multiplies with them.
 */
export function adaptivePooling(call: KernelCall): TensorInfo {
  const x = call.input('x');
  const bins = call.attribute<number>('bins');
  const { graph } = call;
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const image = call.operand(x);
  const rows = graph.node('MatMul', [shares(call, image, 2, bins), image]);
  const columns = graph.node('Transpose', [shares(call, image, 3, bins)], { perm: { ints: [1, 0] } });
  return call.node('MatMul', [rows, columns], [batch, bins, bins, channels]);
}

/** @returns [bins, length of the axis]: row i has equal shares from ⌊i n / bins⌋ up to ⌈(i + 1) n / bins⌉, zeros elsewhere */
function shares({ graph }: KernelCall, image: string, axis: number, bins: number): string {
  const scalar = (name: string): string => graph.node('Squeeze', [name]);
  const column = (values: readonly number[]): string => graph.node('Unsqueeze', [graph.integers(values), graph.integers([1])]);
  const length = graph.node('Shape', [image], { start: { int: axis }, end: { int: axis + 1 } });
  const numbers = Array.from({ length: bins }, (_none, bin) => bin);
  const count = graph.integers([bins]);
  // Whole numbers divide downwards.
  const from = graph.node('Div', [graph.node('Mul', [column(numbers), length]), count]);
  const past = graph.node('Mul', [column(numbers.map((bin) => bin + 1)), length]);
  const to = graph.node('Div', [graph.node('Add', [past, graph.integers([bins - 1])]), count]);
  const place = graph.node('Range', [scalar(graph.integers([0])), scalar(length), scalar(graph.integers([1]))]);
  const inside = graph.node('And', [graph.node('Not', [graph.node('Less', [place, from])]), graph.node('Less', [place, to])]);
  const asFloat = (name: string): string => graph.node('Cast', [name], { to: { int: castToFloat } });
  return graph.node('Div', [asFloat(inside), asFloat(graph.node('Sub', [to, from]))]);
}
