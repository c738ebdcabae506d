import type { InferenceSession } from 'onnxruntime-node';
import { say } from '../../../core/messages/Message.ts';
import type { Message } from '../../../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../../../core/SfumatoError.ts';
import { RandomSource } from '../../../core/random/RandomSource.ts';
import type { GraphSignature } from '../../ensemble/importedModelFile.ts';
import type { OnnxEntry } from '../format/onnxFormat.ts';
import { inputValues } from '../runtime/OnnxRunner.ts';
import { onnxRuntime } from '../runtime/onnxRuntime.ts';

/** Most networks halve their input five times at most. */
const defaultMultiple = 32;
/** Context around a core, in pixels, where the file does not say how far the network looks. */
const defaultContext = 64;
/** Least fixed side, in pixels. */
const leastSide = 32;
/** The trial picture's sides, in multiples; they differ, so that exchanged axes show. */
const trialMultiples = [2, 3] as const;
/** Sums of probabilities differ from 1 by rounding alone. */
const sumTolerance = 1e-3;

type Dimensions = readonly (number | string)[];
type Layout = GraphSignature['input']['layout'];

interface GraphInput {
  readonly name: string;
  readonly layout: Layout;
  readonly channels: 1 | 3;
  readonly height: number | null;
  readonly width: number | null;
}

/**
 * Finds out how a graph is to be used, from what it declares and by running it once on noise.
 * @throws SfumatoError `invalidInput` naming what was wanted and what the graph has
 */
export async function inspectGraph(session: InferenceSession, metadata: readonly OnnxEntry[], path: string): Promise<GraphSignature> {
  const refuse = (why: Message): never => {
    throw new SfumatoError('invalidInput', say('onnxRefused', { path, why }));
  };
  const { name, layout, channels, height, width } = inputOf(session, refuse);
  if ((height === null) !== (width === null)) refuse(say('onnxHalfFixed'));
  const declared = (key: string): number => Number(metadata.find((entry) => entry.key === key)?.value ?? NaN);
  // Windows with context would have no core worth the name.
  if (Math.min(height ?? leastSide, width ?? leastSide) < leastSide) refuse(say('onnxTooSmall', { least: leastSide, got: `${height} x ${width}` }));
  const fixedSize = height !== null && width !== null ? { height, width } : null;
  const declaredMultiple = declared('size_multiple');
  const isMultiple = Number.isInteger(declaredMultiple) && declaredMultiple >= 4 && declaredMultiple <= 1024 && declaredMultiple % 4 === 0;
  const sizeMultiple = fixedSize ? 4 : isMultiple ? declaredMultiple : defaultMultiple;
  const declaredContext = declared('context_radius');
  const contextRadius = Number.isInteger(declaredContext) && declaredContext >= 0 && declaredContext <= 512 ? declaredContext : defaultContext;
  const outputName = outputOf(session, refuse);
  const size = fixedSize ?? { height: trialMultiples[0] * sizeMultiple, width: trialMultiples[1] * sizeMultiple };
  const input = { name, layout, channels };
  const outcome = await trial(session, { input, outputName, size }).catch((thrown: unknown) => refuse(say('onnxDoesNotRun', { why: messageOf(thrown) })));
  return {
    input,
    output: { name: outputName, ...outputSignature(outcome, size, refuse) },
    fixedSize,
    sizeMultiple,
    // Half of a fixed size at least is to be core.
    contextRadius: fixedSize ? Math.min(contextRadius, Math.floor(Math.min(fixedSize.height, fixedSize.width) / 16) * 4) : contextRadius,
  };
}

type Refuse = (why: Message) => never;

function inputOf(session: InferenceSession, refuse: Refuse): GraphInput {
  const [only, ...others] = session.inputMetadata;
  if (!only || others.length > 0) return refuse(say('onnxInputs', { got: session.inputNames.join(', ') }));
  const dimensions = only.isTensor ? only.shape : [];
  const type = only.isTensor ? only.type : 'none';
  const shown = `${type} [${dimensions.join(', ')}]`;
  if (type !== 'float32' || dimensions.length !== 4) return refuse(say('onnxInputShape', { got: shown }));
  const [batch, second, third, last] = dimensions as [Dimensions[0], Dimensions[0], Dimensions[0], Dimensions[0]];
  if (typeof batch === 'number' && batch > 1) return refuse(say('onnxInputShape', { got: shown }));
  const sideOf = (value: number | string): number | null => (typeof value === 'number' && value > 0 ? value : null);
  const isChannels = (value: number | string): value is 1 | 3 => value === 1 || value === 3;
  if (isChannels(second)) return { name: only.name, layout: 'channelsFirst', channels: second, height: sideOf(third), width: sideOf(last) };
  if (isChannels(last)) return { name: only.name, layout: 'channelsLast', channels: last, height: sideOf(second), width: sideOf(third) };
  return refuse(say('onnxInputShape', { got: shown }));
}

/** The output called `probabilities`, or the only one that can be a map of classes. */
function outputOf(session: InferenceSession, refuse: Refuse): string {
  const maps = session.outputMetadata.filter((each) => each.isTensor && each.type === 'float32' && each.shape.length === 4).map(({ name }) => name);
  if (maps.includes('probabilities')) return 'probabilities';
  if (maps.length === 1) return maps[0]!;
  return refuse(say('onnxOutputs', { got: session.outputNames.join(', ') }));
}

interface Outcome {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

interface Trial {
  readonly input: GraphSignature['input'];
  readonly outputName: string;
  readonly size: { readonly height: number; readonly width: number };
}

async function trial(session: InferenceSession, { input, outputName, size }: Trial): Promise<Outcome> {
  const { Tensor } = onnxRuntime();
  const random = new RandomSource({ seed: 11, stream: 0, counter: 0 });
  const noise = Float32Array.from({ length: size.height * size.width }, () => random.normal());
  const shape = input.layout === 'channelsFirst' ? [1, input.channels, size.height, size.width] : [1, size.height, size.width, input.channels];
  const outcome = await session.run({ [input.name]: new Tensor('float32', inputValues(noise, size, size, input), shape) }, [outputName]);
  const { dims, data } = outcome[outputName]!;
  return { dims, data: data as Float32Array };
}

function outputSignature({ dims, data }: Outcome, { height, width }: Trial['size'], refuse: Refuse): Omit<GraphSignature['output'], 'name'> {
  const wanted = `${height} x ${width}`;
  const is = (...shape: readonly (number | undefined)[]): boolean => dims.length === 4 && dims.every((side, axis) => shape[axis] === side);
  const layout = is(1, dims[1], height, width) ? 'channelsFirst' : is(1, height, width, dims[3]) ? 'channelsLast' : null;
  if (layout === null) return refuse(say('onnxOutputShape', { wanted, got: `[${dims.join(', ')}]` }));
  const channels = (layout === 'channelsFirst' ? dims[1] : dims[3])!;
  if (channels < 1 || channels > 255) return refuse(say('onnxOutputShape', { wanted, got: `[${dims.join(', ')}]` }));
  if (!data.every(Number.isFinite)) return refuse(say('onnxNotFinite'));
  return { layout, channels, values: areProbabilities(data, layout, channels) ? 'probabilities' : 'logits' };
}

function areProbabilities(data: Float32Array, layout: Layout, channels: number): boolean {
  if (data.some((value) => value < -sumTolerance || value > 1 + sumTolerance)) return false;
  if (channels === 1) return true;
  const pixels = data.length / channels;
  const [pixelStep, channelStep] = layout === 'channelsFirst' ? [1, pixels] : [channels, 1];
  for (let pixel = 0; pixel < pixels; pixel++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += data[pixel * pixelStep + channel * channelStep]!;
    if (Math.abs(sum - 1) > sumTolerance) return false;
  }
  return true;
}
