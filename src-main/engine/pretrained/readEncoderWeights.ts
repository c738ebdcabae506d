import type { ParameterSpec } from '../../../models/Architecture.ts';
import { isLeftOut, publishedAxes, publishedName } from '../../../models/encoders/PublishedWeights.ts';
import type { PublishedWeights } from '../../../models/encoders/PublishedWeights.ts';
import { publishedWeightsOf } from '../../../models/encoders/publishedWeightsOf.ts';
import { countParameters, sizeOf } from '../../../models/parameters.ts';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import type { EncoderWeightsReport, NamedTensors } from '../../core/networks/NetworkDescription.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { SafetensorsFile } from '../../files/safetensors/SafetensorsFile.ts';
import { permuted } from '../onnx/trace/channelsFirst.ts';
import { resampledPositions } from './resampledPositions.ts';

/** Names shown of each kind of fault; a file of another network differs in hundreds. */
const mostNamed = 20;

/** An encoder whose tensors are to be read. */
export interface WantedEncoder {
  /** As the encoders' configs name it. */
  readonly name: string;
  /** Of the encoder alone. */
  readonly specs: readonly ParameterSpec[];
  /** With which the specs' names begin, dot included. */
  readonly prefix: string;
}

/**
 * Reads an encoder's tensors from a safetensors file in timm's or torchvision's naming. What belongs to the classifier
 * behind the encoder is left out. One channel of grey is given the sum of the three colours' first weights, which see a grey
 * picture as the published network does; positions for another size of image are interpolated.
 * @returns values in the specs' shapes, by the specs' names
 * @throws SfumatoError `invalidInput` when names or shapes differ, with all of them; `corrupt`, `notFound` as `SafetensorsFile`
 */
export async function readEncoderWeights(path: string, { name, specs, prefix }: WantedEncoder): Promise<ReadonlyMap<string, Float32Array>> {
  const published = knownWeights(name);
  const file = await SafetensorsFile.open(path);
  try {
    const tensors = wantedTensors(specs, prefix);
    const faults = faultsOf(compared(file, tensors, published));
    if (faults.length > 0) throw new SfumatoError('invalidInput', say('encoderWeightsMismatch', { path, encoder: name, faults }));
    const values = new Map<string, Float32Array>();
    for (const tensor of tensors) values.set(tensor.spec.name, await readTensor(file, tensor, published));
    return values;
  } finally {
    await file.close();
  }
}

/**
 * Compares a file's names and shapes with an encoder's; of the file only the header is read.
 * @throws SfumatoError `corrupt`, `notFound`, `invalidInput` as `SafetensorsFile`
 */
export async function checkEncoderWeights(path: string, { name, specs, prefix }: WantedEncoder): Promise<EncoderWeightsReport> {
  const published = knownWeights(name);
  const file = await SafetensorsFile.open(path);
  try {
    const differences = compared(file, wantedTensors(specs, prefix), published);
    return { encoder: name, naming: published.naming, tensors: specs.length, values: countParameters(specs), ...differences };
  } finally {
    await file.close();
  }
}

function knownWeights(encoder: string): PublishedWeights {
  const published = publishedWeightsOf(encoder);
  if (!published) throw new SfumatoError('internal', `published weights: none are known of encoder ${encoder}`);
  return published;
}

interface WantedTensor {
  readonly spec: ParameterSpec;
  /** In the file. */
  readonly name: string;
  /** In the file. */
  readonly shape: readonly number[];
  /** Which of our axes each of the file's is. */
  readonly axes: readonly number[];
  /**
   * Of a running mean: the bias that some files have before the normalisation, where ours have none. What is added before
   * the mean is taken away may as well be taken from the mean.
   */
  readonly bias: string | null;
}

function wantedTensors(specs: readonly ParameterSpec[], prefix: string): WantedTensor[] {
  let convolution = '';
  return specs.map((spec) => {
    const name = publishedName(spec.name.slice(prefix.length));
    const axes = publishedAxes(spec);
    if (spec.name.endsWith('.kernel')) convolution = name;
    const bias = spec.name.endsWith('.mean') ? convolution.replace(/weight$/, 'bias') : null;
    return { spec, name, shape: axes.map((axis) => spec.shape[axis]!), axes, bias };
  });
}

type Differences = Pick<EncoderWeightsReport, 'missing' | 'unexpected' | 'differing'>;

function compared({ tensors }: SafetensorsFile, wanted: readonly WantedTensor[], published: PublishedWeights): Differences {
  const missing = wanted.map(({ name }) => name).filter((name) => !tensors.has(name));
  const known = new Set(wanted.flatMap(({ name, bias }) => [name, bias]));
  const unexpected = [...tensors.keys()].filter((name) => !known.has(name) && !isLeftOut(name, published));
  const differing = wanted.filter((tensor) => tensors.has(tensor.name) && !fits(tensor, tensors.get(tensor.name)!.shape, published));
  const biases = wanted.flatMap(({ bias, shape }) => (bias !== null && tensors.has(bias) && tensors.get(bias)!.shape.join() !== shape.join() ? [{ name: bias, shape }] : []));
  const all = [...differing, ...biases];
  const shapes = all.slice(0, mostNamed).map(({ name, shape }) => ({ name, wanted: shape, got: tensors.get(name)!.shape }));
  return { missing: firstOf(missing), unexpected: firstOf(unexpected), differing: { count: all.length, shapes } };
}

function firstOf(names: readonly string[]): NamedTensors {
  return { count: names.length, names: names.slice(0, mostNamed) };
}

function faultsOf({ missing, unexpected, differing }: Differences): Message[] {
  return [
    ...(missing.count > 0 ? [say('encoderWeightsMissing', { names: listed(missing) })] : []),
    ...(unexpected.count > 0 ? [say('encoderWeightsUnknown', { names: listed(unexpected) })] : []),
    ...differing.shapes.map(({ name, wanted, got }) => say('encoderWeightsShape', { name, wanted: wanted.join(), got: got.join() })),
  ];
}

function listed({ count, names }: NamedTensors): string {
  return count <= names.length ? names.join(', ') : `${names.join(', ')} … (${count})`;
}

function fits({ name, shape }: WantedTensor, got: readonly number[], published: PublishedWeights): boolean {
  if (got.length !== shape.length) return false;
  return shape.every((side, axis) => {
    if (got[axis] === side) return true;
    if (name === published.firstKernel) return axis === 1 && side === 1 && got[axis] === 3;
    return name === published.positions && axis === 1 && squareSide(got[axis]!) !== null && squareSide(side) !== null;
  });
}

/** Of the square of patches behind the class token; null where it is none. */
function squareSide(tokens: number): number | null {
  const side = Math.sqrt(tokens - 1);
  return Number.isInteger(side) && side > 0 ? side : null;
}

async function readTensor(file: SafetensorsFile, { spec, name, shape: wanted, axes, bias }: WantedTensor, published: PublishedWeights): Promise<Float32Array> {
  const values = await file.read(name);
  const { shape } = file.tensors.get(name)!;
  let fit = values;
  if (name === published.firstKernel && shape[1] !== wanted[1]) fit = summedColours(values, shape);
  if (name === published.positions && shape[1] !== wanted[1]) fit = resampledPositions(values, squareSide(shape[1]!)!, squareSide(wanted[1]!)!);
  if (bias !== null && file.tensors.has(bias)) {
    const moved = await file.read(bias);
    fit = fit.map((value, at) => value - moved[at]!);
  }
  // Our axis i is the file's axis at which `axes` has i.
  const turned = permuted(fit, wanted, spec.shape.map((_side, axis) => axes.indexOf(axis)));
  if (turned.length !== sizeOf(spec.shape)) throw new SfumatoError('internal', `published weights: ${name} came out with ${turned.length} values`);
  return turned;
}

/** @param values [output,3,height,width] @returns [output,1,height,width] */
function summedColours(values: Float32Array, [output, colours, height, width]: readonly number[]): Float32Array {
  const size = height! * width!;
  return Float32Array.from({ length: output! * size }, (_none, at) => {
    const start = Math.floor(at / size) * colours! * size + (at % size);
    return values[start]! + values[start + size]! + values[start + 2 * size]!;
  });
}
