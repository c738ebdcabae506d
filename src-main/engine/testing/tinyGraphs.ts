import { GraphBuilder } from '../onnx/format/GraphBuilder.ts';
import { encodeOnnx } from '../onnx/format/onnxFormat.ts';
import type { WrittenModel } from '../onnx/format/onnxFormat.ts';

/** What differs between the tiny networks that tests import. */
export interface TinyGraph {
  readonly layout?: 'channelsFirst' | 'channelsLast';
  readonly channels?: number;
  readonly outputs?: number;
  /** What stands after the convolution; default: nothing, so that it gives logits. */
  readonly last?: 'Softmax' | 'Sigmoid';
  readonly size?: readonly [height: number | string, width: number | string];
  readonly change?: (model: Record<string, unknown>) => WrittenModel;
}

/**
 * An ONNX file of one 3 x 3 convolution: output `k` is `k` times the mean of all channels, plus a tenth of the right
 * neighbour less the left one, so that exchanged axes show.
 */
export function tinyGraph({ layout = 'channelsFirst', channels = 1, outputs = 2, last, size = ['height', 'width'], change }: TinyGraph = {}): Uint8Array {
  const graph = new GraphBuilder();
  const isFirst = layout === 'channelsFirst';
  const image = isFirst ? 'image' : graph.node('Transpose', ['image'], { perm: { ints: [0, 3, 1, 2] } });
  const weights = new Float32Array(outputs * channels * 9);
  for (let output = 0; output < outputs; output++) {
    for (let channel = 0; channel < channels; channel++) {
      weights.set([0, 0, 0, -0.1, outputs === 1 ? 1 : output, 0.1, 0, 0, 0].map((weight) => weight / channels), (output * channels + channel) * 9);
    }
  }
  const convolved = graph.node('Conv', [image, graph.floats(weights, [outputs, channels, 3, 3])], { pads: { ints: [1, 1, 1, 1] } });
  const ended = last === undefined ? convolved : graph.node(last, [convolved], last === 'Softmax' ? { axis: { int: 1 } } : {});
  if (isFirst) graph.node('Identity', [ended], {}, 'map');
  else graph.node('Transpose', [ended], { perm: { ints: [0, 2, 3, 1] } }, 'map');
  const shape = (count: number): (number | string)[] => (isFirst ? ['batch', count, ...size] : ['batch', ...size, count]);
  const model = {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: graph.finish('tiny', [{ name: 'image', shape: shape(channels), description: '' }], [{ name: 'map', shape: shape(outputs), description: '' }]),
  };
  return encodeOnnx(change ? change(model) : model);
}

/** What `tinyGraph` gives for a row-major picture, past whose edge lie zeros. @returns [pixels, outputs] */
export function tinyLogits(values: Float32Array, width: number, outputs: number): Float32Array {
  const result = new Float32Array(values.length * outputs);
  for (const [at, value] of values.entries()) {
    const column = at % width;
    const slope = 0.1 * ((column + 1 < width ? values[at + 1]! : 0) - (column > 0 ? values[at - 1]! : 0));
    for (let output = 0; output < outputs; output++) result[at * outputs + output] = (outputs === 1 ? 1 : output) * value + slope;
  }
  return result;
}
