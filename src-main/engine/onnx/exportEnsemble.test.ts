import { beforeAll, describe, expect, test } from 'vitest';
import { architectureNames } from '../../../models/registry.ts';
import { smallConfigs } from '../../../models/testing/smallConfigs.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { MemberOutcome } from '../ensemble/MemberRunner.ts';
import { TfjsRunner } from '../ensemble/TfjsRunner.ts';
import { tf } from '../tensorflow.ts';
import { whyNoOnnxRuntime } from '../testing/whyNoOnnxRuntime.ts';
import { randomModel } from '../testing/randomModel.ts';
import { exportEnsemble } from './exportEnsemble.ts';
import { exportMembers, memberOutputName } from './exportMembers.ts';
import { GraphBuilder } from './format/GraphBuilder.ts';
import { decodeOnnx } from './format/onnxFormat.ts';
import { onnxRuntime } from './runtime/onnxRuntime.ts';
import { openSession } from './runtime/openSession.ts';
import { traceMember } from './trace/traceMember.ts';

/** Single precision over a few hundred terms, summed in another order. */
const tolerance = 1e-4;

beforeAll(() => chooseBackend('wasm'));

function wave(length: number): Float32Array {
  return Float32Array.from({ length }, (_none, at) => 2 * Math.sin(at * 0.37 + (at % 17) * 0.11));
}

function largestDifference(got: Float32Array, wanted: Float32Array): number {
  expect(got).toHaveLength(wanted.length);
  return got.reduce((largest, value, at) => Math.max(largest, Math.abs(value - wanted[at]!)), 0);
}

/** [pixels, classes] to [classes, pixels]. */
function planes(values: Float32Array, classes: number): Float32Array {
  const pixels = values.length / classes;
  return Float32Array.from({ length: values.length }, (_none, at) => values[(at % pixels) * classes + Math.floor(at / pixels)]!);
}

describe.skipIf(whyNoOnnxRuntime !== null).each(architectureNames())(`%s in ONNX (${whyNoOnnxRuntime ?? 'with its runtime'})`, (architecture) => {
  const model = randomModel(3, { architecture, config: smallConfigs[architecture]!, spread: architecture === 'unet' ? 0.3 : 0.05 });

  test.each([[3, 5], [1, 1], [5, 3], [8, 1]])('predicts as we do at %d x %d multiples of its size, members and mean', async (rows, columns) => {
    const [height, width] = [rows * model.network.sizeMultiple, columns * model.network.sizeMultiple];
    const { session } = await openSession(exportEnsemble(model), 1);
    const { Tensor } = onnxRuntime();
    const image = wave(height * width);
    const outcome = await session.run({ image: new Tensor('float32', image, [1, 1, height, width]) });
    const classes = model.file.classes.length;
    const ours: MemberOutcome[] = [];
    for (const values of model.members) {
      const runner = new TfjsRunner(model.network, values, model.file.temperature);
      ours.push(await runner.run({ values: image, height, width }));
      await runner.dispose();
    }
    expect(outcome['member_probabilities']!.dims).toEqual([3, 1, classes, height, width]);
    expect(outcome['member_learned_loss']!.dims).toEqual([3, 1, height / 4, width / 4]);
    const members = outcome['member_probabilities']!.data as Float32Array;
    const losses = outcome['member_learned_loss']!.data as Float32Array;
    for (const [index, { probabilities, lossMap }] of ours.entries()) {
      const size = probabilities.length;
      expect(largestDifference(members.slice(index * size, (index + 1) * size), planes(probabilities, classes))).toBeLessThan(tolerance);
      // Weights at random let the loss that is foreseen grow with the depth of the network.
      const scale = Math.max(1, ...lossMap!);
      expect(largestDifference(losses.slice(index * lossMap!.length, (index + 1) * lossMap!.length), lossMap!) / scale).toBeLessThan(tolerance);
    }
    const mean = ours[0]!.probabilities.map((_value, at) => ours.reduce((sum, { probabilities }) => sum + probabilities[at]! / 3, 0));
    expect(largestDifference(outcome['probabilities']!.data as Float32Array, planes(mean, classes))).toBeLessThan(tolerance);
    await session.release();
  });

  test('says the same where it is written for speed', async () => {
    const { session } = await openSession(exportMembers(model), 1);
    const { Tensor } = onnxRuntime();
    const [height, width] = [2 * model.network.sizeMultiple, 3 * model.network.sizeMultiple];
    const image = wave(height * width);
    const outcome = await session.run({ image: new Tensor('float32', image, [1, height, width, 1]) });
    const runner = new TfjsRunner(model.network, model.members[1]!, model.file.temperature);
    const { probabilities } = await runner.run({ values: image, height, width });
    expect(largestDifference(outcome[memberOutputName('probabilities', 1)]!.data as Float32Array, probabilities)).toBeLessThan(tolerance);
    await runner.dispose();
    await session.release();
  });

  test('predicts the same in the form that the program runs itself', async () => {
    const [height, width] = [2 * model.network.sizeMultiple, 3 * model.network.sizeMultiple];
    const { session } = await openSession(exportMembers(model), 1);
    const { Tensor } = onnxRuntime();
    const image = wave(height * width);
    const outcome = await session.run({ image: new Tensor('float32', image, [1, height, width, 1]) });
    const runner = new TfjsRunner(model.network, model.members[1]!, model.file.temperature);
    const { probabilities } = await runner.run({ values: image, height, width });
    await runner.dispose();
    expect(largestDifference(outcome[memberOutputName('probabilities', 1)]!.data as Float32Array, probabilities)).toBeLessThan(tolerance);
    await session.release();
  });

  test('takes several images at once, each by itself', async () => {
    const { session } = await openSession(exportEnsemble(model), 1);
    const { Tensor } = onnxRuntime();
    const [height, width] = [3 * model.network.sizeMultiple, 4 * model.network.sizeMultiple];
    const images = wave(2 * height * width);
    const both = await session.run({ image: new Tensor('float32', images, [2, 1, height, width]) });
    const second = await session.run({ image: new Tensor('float32', images.slice(height * width), [1, 1, height, width]) });
    const probabilities = both['probabilities']!.data as Float32Array;
    expect(largestDifference(probabilities.slice(probabilities.length / 2), second['probabilities']!.data as Float32Array)).toBeLessThan(1e-5);
    await session.release();
  });
});

test.each(architectureNames())('dropout of %s is not in the graph', (architecture) => {
  const graphOf = (dropout: { readonly dropout?: number }): Uint8Array =>
    exportEnsemble(randomModel(1, { architecture, config: { ...smallConfigs[architecture]!, ...dropout }, spread: 0.05 }));
  expect(Buffer.compare(graphOf({ dropout: 0.5 }), graphOf({}))).toBe(0);
});

describe.skipIf(whyNoOnnxRuntime !== null)(`a temperature for each class in ONNX (${whyNoOnnxRuntime ?? 'with its runtime'})`, () => {
  const model = randomModel(2, { temperature: [0.6, 1.3, 4] });
  const [height, width] = [2 * model.network.sizeMultiple, 3 * model.network.sizeMultiple];
  const image = wave(height * width);

  async function ours(member: number): Promise<Float32Array> {
    const runner = new TfjsRunner(model.network, model.members[member]!, model.file.temperature);
    const { probabilities } = await runner.run({ values: image, height, width });
    await runner.dispose();
    return probabilities;
  }

  test('is in the file for others, and in its metadata', async () => {
    const bytes = exportEnsemble(model);
    const { session } = await openSession(bytes, 1);
    const { Tensor } = onnxRuntime();
    const outcome = await session.run({ image: new Tensor('float32', image, [1, 1, height, width]) });
    const members = outcome['member_probabilities']!.data as Float32Array;
    for (const index of [0, 1]) {
      const wanted = planes(await ours(index), 3);
      expect(largestDifference(members.slice(index * wanted.length, (index + 1) * wanted.length), wanted)).toBeLessThan(tolerance);
    }
    await session.release();
    const { metadataProps, graph } = decodeOnnx(bytes);
    expect(metadataProps.find(({ key }) => key === 'temperature')!.value).toBe('[0.6,1.3,4]');
    expect(graph.node.filter(({ opType }) => opType === 'Div')).toHaveLength(2);
  });

  test.each(['whole', 'withinMargins'] as const)('is in the form that the program runs itself, %s', async (part) => {
    const { session } = await openSession(exportMembers(model, part), 1);
    const { Tensor } = onnxRuntime();
    const margins = part === 'withinMargins' && { margins: new Tensor('int64', BigInt64Array.from([0n, 0n, 0n, 0n]), [4]) };
    const outcome = await session.run({ image: new Tensor('float32', image, [1, height, width, 1]), ...margins });
    expect(largestDifference(outcome[memberOutputName('probabilities', 1)]!.data as Float32Array, await ours(1))).toBeLessThan(tolerance);
    await session.release();
  });
});

test('batch normalisation is folded: the graph has none, and no more convolutions than the network', () => {
  const { graph } = decodeOnnx(exportEnsemble(randomModel(1)));
  const types = graph.node.map(({ opType }) => opType);
  expect(types).not.toContain('BatchNormalization');
  expect(types).not.toContain('Sqrt');
  // Five blocks of two in the U-Net and its classifier; the head reduces two levels, joins them and maps them.
  expect(types.filter((type) => type === 'Conv')).toHaveLength(10 + 1 + 2 + 2);
});

test('the file says what it is', () => {
  const model = decodeOnnx(exportEnsemble(randomModel(2), 'the-id'));
  const metadata = Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]));
  expect(metadata).toMatchObject({
    classes: '["class 0","class 1","class 2"]',
    normalisation: '{"channels":"grey","scale":"imageMeanAndDeviation","polarity":"asIs"}',
    temperature: '1.7',
    members: '2',
    model_id: 'the-id',
    model_file_sha256: 'a'.repeat(64),
  });
  expect(model.producerName).toBe('Sfumato');
  expect(model.opsetImport).toEqual([{ domain: '', version: 17 }]);
  expect(new Set(model.graph.node.flatMap(({ output }) => output)).size).toBe(model.graph.node.length);
});

test('tracing leaves the backend in force and no tensor behind', () => {
  const model = randomModel(1);
  const [backend, tensors] = [tf.getBackend(), tf.memory().numTensors];
  exportEnsemble(model);
  expect([tf.getBackend(), tf.memory().numTensors]).toEqual([backend, tensors]);
});

test('a network that does what ONNX is not taught is refused by the kernel, and one that depends on the size too', () => {
  const model = randomModel(1);
  const with_ = (change: (x: tf.Tensor4D) => tf.Tensor4D) => ({
    ...model,
    network: {
      ...model.network,
      network: {
        ...model.network.network,
        forward: (...[parameters, input, context]: Parameters<typeof model.network.network.forward>) => model.network.network.forward(parameters, change(input), context),
      },
    },
  });
  expect(() => exportEnsemble(with_((x) => tf.cumsum(x, 3)))).toThrowError(/Cumsum/);
  expect(() => exportEnsemble(with_((x) => x.mul(x.shape[1])))).toThrowError(/for each size of image/);
  expect(() => exportEnsemble(with_((x) => tf.image.resizeBilinear(x, [20, 20], false, true)))).toThrowError(/ResizeBilinear/);
  expect(tf.getBackend()).toBe('wasm');
});

test('constants computed from weights alone leave no node', () => {
  const graph = new GraphBuilder();
  const { network, members } = randomModel(1);
  const outputs = traceMember(graph, { network, values: members[0]!, temperature: 1, channels: 1 }, 'image');
  const { node } = graph.finish('x', [], [{ name: outputs.probabilities, shape: [], description: '' }]) as { node: { opType: string }[] };
  expect(new Set(node.map(({ opType }) => opType))).toEqual(new Set(['Conv', 'Relu', 'MaxPool', 'Resize', 'Concat', 'Add', 'Softmax']));
});

test('written for speed, nothing is joined before a convolution, and no weight is lost', () => {
  const model = randomModel(1);
  const count = (bytes: Uint8Array): number => decodeOnnx(bytes).graph.initializer.reduce((sum, { dims }) => sum + (dims.length === 4 ? dims.reduce((product, side) => product * side, 1) : 0), 0);
  const { node } = decodeOnnx(exportMembers(model)).graph;
  const joined = node.filter(({ opType }) => opType === 'Concat');
  // The means of each level, which an image's foreseen loss is made of, are a few numbers.
  expect(joined).toHaveLength(1);
  const readers = node.filter(({ input }) => input.includes(joined[0]!.output[0]!)).map(({ opType }) => opType);
  expect(readers).not.toContain('Conv');
  expect(node.map(({ opType }) => opType)).not.toContain('Softmax');
  expect(count(exportMembers(model))).toBe(count(exportEnsemble(model)));
});

test('written for speed, the parts of a sum are said to have one shape', () => {
  const { node, valueInfo } = decodeOnnx(exportMembers(randomModel(1))).graph;
  const shapes = new Map(valueInfo.map(({ name, type }) => [name, JSON.stringify(type.tensorType.shape.dim)]));
  const sums = node.filter(({ opType, input }) => opType === 'Add' && input.every((name) => shapes.has(name)));
  // Two levels of the decoder join two parts each, and so does the head.
  expect(sums).toHaveLength(3);
  for (const { input, output } of sums) expect(new Set([...input, ...output].map((name) => shapes.get(name))).size).toBe(1);
});

test('only the graph of what lies between margins has an input for them', () => {
  const inputs = (bytes: Uint8Array): string[] => decodeOnnx(bytes).graph.input.map(({ name }) => name);
  const model = randomModel(1);
  expect([inputs(exportMembers(model)), inputs(exportMembers(model, 'withinMargins')), inputs(exportEnsemble(model))]).toEqual([['image'], ['image', 'margins'], ['image']]);
});
