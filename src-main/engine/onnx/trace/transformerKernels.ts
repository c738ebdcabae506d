import { cubicSharpness } from '../../../../models/layers/cubicWeights.ts';
import { toChannelsFirst, toChannelsLast } from './channelsFirst.ts';
import type { KernelCall } from './KernelCall.ts';
import type { TensorInfo } from './TracingBackend.ts';

/** ONNX's number for float32 as the target of a cast. */
const castToFloat = 1;

/** Further than any list reaches: to the end of it. */
const toTheEnd = Number.MAX_SAFE_INTEGER;

/** LayerNormalisation over the channels, which the network has last. */
export function layerNormalisation(call: KernelCall): TensorInfo {
  const x = call.input('x');
  const { graph } = call;
  const weights = [call.input('scale'), call.input('offset')].map((tensor) => graph.floats(call.knownValues(tensor), tensor.shape));
  const attributes = { axis: { int: -1 }, epsilon: { float: call.attribute<number>('epsilon') } };
  if (x.shape.length !== 4) return call.node('LayerNormalization', [call.operand(x), ...weights], x.shape, attributes);
  const last = graph.node('Transpose', [call.operand(x)], { perm: { ints: toChannelsLast } });
  return call.node('Transpose', [graph.node('LayerNormalization', [last, ...weights], attributes)], x.shape, { perm: { ints: toChannelsFirst } });
}

/** MultiHeadAttention: a 0 in the sides of a reshape leaves that side as it is, so neither batch nor tokens are counted. */
export function multiHeadAttention(call: KernelCall): TensorInfo {
  const joined = call.input('joined');
  const heads = call.attribute<number>('heads');
  const { graph } = call;
  const [batch, tokens, width] = joined.shape as [number, number, number];
  const channels = width / 3;
  const depth = channels / heads;
  // [B,3 heads,N,d]
  const apart = graph.node('Reshape', [call.operand(joined), graph.integers([0, 0, 3 * heads, depth])]);
  const byHead = graph.node('Transpose', [apart], { perm: { ints: [0, 2, 1, 3] } });
  const part = (index: number): string => graph.node('Slice', [byHead, graph.integers([index * heads]), graph.integers([(index + 1) * heads]), graph.integers([1])]);
  const queries = graph.node('Mul', [part(0), graph.floats(Float32Array.of(depth ** -0.5), [])]);
  const keys = graph.node('Transpose', [part(1)], { perm: { ints: [0, 1, 3, 2] } });
  const attention = graph.node('Softmax', [graph.node('MatMul', [queries, keys])], { axis: { int: -1 } });
  const seen = graph.node('Transpose', [graph.node('MatMul', [attention, part(2)])], { perm: { ints: [0, 2, 1, 3] } });
  return call.node('Reshape', [seen, graph.integers([0, 0, channels])], [batch, tokens, channels]);
}

/** EmbedTokens: the graph makes the matrices that interpolate the positions from the number of its patches. */
export function tokenEmbedding(call: KernelCall): TensorInfo {
  const patches = call.input('patches');
  const grid = call.attribute<number>('grid');
  const { graph } = call;
  const [batch, height, width, channels] = patches.shape as [number, number, number, number];
  const image = call.operand(patches);
  const positions = call.knownValues(call.input('positions'));
  const ofClass = call.knownValues(call.input('classToken')).map((value, channel) => value + positions[channel]!);
  const table = graph.floats(positions.slice(channels), [grid, grid * channels]);
  // [h,grid C] -> [h,grid,C] -> [h,w,C] -> [h w,C]
  const rows = graph.node('Reshape', [graph.node('MatMul', [cubicWeights(call, image, 2, grid), table]), graph.integers([-1, grid, channels])]);
  const both = graph.node('MatMul', [cubicWeights(call, image, 3, grid), rows]);
  const moves = graph.node('Reshape', [both, graph.integers([-1, channels])]);
  // [B,C,h,w] -> [B,h w,C]
  const list = graph.node('Transpose', [graph.node('Reshape', [image, graph.integers([0, 0, -1])])], { perm: { ints: [0, 2, 1] } });
  const images = graph.node('Shape', [image], { start: { int: 0 }, end: { int: 1 } });
  const classSides = graph.node('Concat', [images, graph.integers([1, channels])], { axis: { int: 0 } });
  const classTokens = graph.node('Expand', [graph.floats(ofClass, [1, 1, channels]), classSides]);
  return call.node('Concat', [classTokens, graph.node('Add', [list, moves])], [batch, 1 + height * width, channels], { axis: { int: 1 } });
}

/** TokensToGrid: the sides are those of the tensor that the tokens came from. */
export function tokensToGrid(call: KernelCall): TensorInfo {
  const [tokens, like] = [call.input('tokens'), call.input('like')];
  const { graph } = call;
  const [batch, height, width] = like.shape as [number, number, number, number];
  const channels = tokens.shape[2]!;
  const patches = graph.node('Slice', [call.operand(tokens), graph.integers([1]), graph.integers([toTheEnd]), graph.integers([1])]);
  const sides = graph.node('Shape', [call.operand(like)], { start: { int: 2 }, end: { int: 4 } });
  const shape = graph.node('Concat', [graph.integers([0, 0]), sides], { axis: { int: 0 } });
  const first = graph.node('Transpose', [patches], { perm: { ints: [0, 2, 1] } });
  return call.node('Reshape', [first, shape], [batch, height, width, channels]);
}

/** The matrix [length of the axis,from] of `models/layers/cubicWeights.ts`, made by the graph. */
function cubicWeights({ graph }: KernelCall, image: string, axis: number, from: number): string {
  const number = (value: number): string => graph.floats(Float32Array.of(value), []);
  const scalar = (name: string): string => graph.node('Squeeze', [name]);
  const pair = (opType: string, a: string, b: string): string => graph.node(opType, [a, b]);
  const length = scalar(graph.node('Shape', [image], { start: { int: axis }, end: { int: axis + 1 } }));
  const asFloat = (name: string): string => graph.node('Cast', [name], { to: { int: castToFloat } });
  const places = asFloat(graph.node('Range', [scalar(graph.integers([0])), length, scalar(graph.integers([1]))]));
  const scale = pair('Div', number(from), asFloat(length));
  // [length,1]
  const centres = graph.node('Unsqueeze', [pair('Mul', pair('Add', places, number(0.5)), scale), graph.integers([1])]);
  const columns = graph.floats(Float32Array.from({ length: from }, (_none, column) => column + 0.5), [from]);
  const narrowing = pair('Min', number(1), pair('Div', number(1), scale));
  const distance = pair('Mul', graph.node('Abs', [pair('Sub', columns, centres)]), narrowing);
  const polynomial = (coefficients: readonly number[]): string =>
    coefficients.slice(1).reduce((sum, coefficient) => pair('Add', pair('Mul', sum, distance), number(coefficient)), number(coefficients[0]!));
  const a = cubicSharpness;
  const near = polynomial([a + 2, -(a + 3), 0, 1]);
  const far = polynomial([a, -5 * a, 8 * a, -4 * a]);
  const outer = graph.node('Where', [pair('Less', distance, number(2)), far, number(0)]);
  const weights = graph.node('Where', [pair('Less', distance, number(1)), near, outer]);
  return pair('Div', weights, graph.node('ReduceSum', [weights, graph.integers([1])], { keepdims: { int: 1 } }));
}
