import type { InferenceSession } from 'onnxruntime-node';
import type { GraphSignature } from '../../ensemble/importedModelFile.ts';
import type { MemberOutcome, MemberRunner, MemberWindow } from '../../ensemble/MemberRunner.ts';
import { mirror } from '../../input/mirror.ts';
import { onnxRuntime } from './onnxRuntime.ts';

interface Size {
  readonly height: number;
  readonly width: number;
}

/** An imported graph as a member of an ensemble. */
export class OnnxRunner implements MemberRunner {
  readonly #session: InferenceSession;
  readonly #signature: GraphSignature;

  constructor(session: InferenceSession, signature: GraphSignature) {
    this.#session = session;
    this.#signature = signature;
  }

  async run({ values, height, width, margins }: MemberWindow): Promise<MemberOutcome> {
    const { input, output, fixedSize } = this.#signature;
    const window = { height, width, margins };
    const size = fixedSize ?? window;
    const { Tensor } = onnxRuntime();
    const shape = input.layout === 'channelsFirst' ? [1, input.channels, size.height, size.width] : [1, size.height, size.width, input.channels];
    const image = new Tensor('float32', inputValues(values, window, size, input), shape);
    const outcome = await this.#session.run({ [input.name]: image }, [output.name]);
    return { probabilities: probabilitiesOf(outcome[output.name]!.data as Float32Array, window, size, output), lossMap: null, distances: null };
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}

/**
 * A window in the graph's layout, mirrored where the graph wants a larger size. Grey is the same in each of the graph's channels.
 * @param values [window.height, window.width, 1 or the graph's channels]
 */
export function inputValues(values: Float32Array, window: Size, size: Size, { layout, channels }: GraphSignature['input']): Float32Array {
  const pixels = size.height * size.width;
  const result = new Float32Array(pixels * channels);
  const [pixelStep, channelStep] = layout === 'channelsFirst' ? [1, pixels] : [channels, 1];
  const depth = values.length / (window.height * window.width);
  for (let y = 0; y < size.height; y++) {
    const row = mirror(y, window.height) * window.width;
    for (let x = 0; x < size.width; x++) {
      const from = (row + mirror(x, window.width)) * depth;
      const at = (y * size.width + x) * pixelStep;
      for (let channel = 0; channel < channels; channel++) result[at + channel * channelStep] = values[depth === 1 ? from : from + channel]!;
    }
  }
  return result;
}

const noMargins = { top: 0, left: 0, bottom: 0, right: 0 };

/**
 * @param window what lies within its margins is left out
 * @returns [height * width * classes] of the rest: softmax where the graph gives logits, the sigmoid's two where it gives one
 */
export function probabilitiesOf(values: Float32Array, window: Size & Pick<MemberWindow, 'margins'>, size: Size, { layout, channels, values: kind }: GraphSignature['output']): Float32Array {
  const classes = Math.max(2, channels);
  const { top, left, bottom, right } = window.margins ?? noMargins;
  const [endRow, endColumn] = [window.height - bottom, window.width - right];
  const result = new Float32Array((endRow - top) * (endColumn - left) * classes);
  const [pixelStep, channelStep] = layout === 'channelsFirst' ? [1, size.height * size.width] : [channels, 1];
  const pixel = new Float64Array(channels);
  let to = 0;
  for (let y = top; y < endRow; y++) {
    for (let x = left; x < endColumn; x++, to += classes) {
      const from = (y * size.width + x) * pixelStep;
      for (let channel = 0; channel < channels; channel++) pixel[channel] = values[from + channel * channelStep]!;
      if (channels === 1) {
        const second = kind === 'logits' ? 1 / (1 + Math.exp(-pixel[0]!)) : pixel[0]!;
        result[to] = 1 - second;
        result[to + 1] = second;
      } else {
        if (kind === 'logits') softmax(pixel);
        result.set(pixel, to);
      }
    }
  }
  return result;
}

/** In place; the largest is taken off first, so that none overflows. */
function softmax(values: Float64Array): void {
  const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    values[at] = Math.exp(values[at]! - largest);
    sum += values[at]!;
  }
  for (let at = 0; at < values.length; at++) values[at]! /= sum;
}
