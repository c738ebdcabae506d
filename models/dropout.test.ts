import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../src-main/core/random/RandomSource.ts';
import type { TrainingKernels } from '../src-main/engine/backends/TrainingKernels.ts';
import { backendWish, chooseBackend } from '../src-main/engine/backends/chooseBackend.ts';
import { disposeMember, loadMember, memberNetwork } from '../src-main/engine/ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../src-main/engine/ensemble/MemberNetwork.ts';
import { tfjsRunners } from '../src-main/engine/ensemble/MemberRunners.ts';
import { passDraws } from '../src-main/engine/ensemble/passDraws.ts';
import { randomModel } from '../src-main/engine/testing/randomModel.ts';
import { tf } from '../src-main/engine/tensorflow.ts';
import type { ChannelFactors, ForwardContext, ForwardOutcome, Parameters } from './Architecture.ts';
import { factorsByImage, factorsOfPass } from './layers/channelDropout.ts';
import { architectureNames, createNetwork } from './registry.ts';
import { smallConfigs } from './testing/smallConfigs.ts';
import { startingValues, threeClassImages, trainedValues } from './testing/trainedSystem.ts';
import type { SystemValues } from './testing/trainedSystem.ts';

/**
 * Channels of what is dropped in each of `smallConfigs`, in the order in which it comes: where the docstring of the
 * architecture says. An architecture that is new to the registry wants a line here.
 */
const droppedChannels: Readonly<Record<string, readonly number[]>> = {
  // The encoder's end and the coarser level of the decoder.
  unet: [16, 8],
  // The encoder's end and every level of the decoder but the last.
  unetOnEncoder: [32, 32, 16, 8, 4],
  // fc6, fc7.
  fcn: [8, 8],
  // The encoder's stages 3, 4 and 5, then the decoder's 5, 4 and 3.
  segnet: [16, 32, 32, 32, 16, 8],
  // What the classifier reads, or all classifiers do.
  pspnet: [8],
  deeplab: [8],
  deeplabV2: [32],
  deeplabV3Plus: [8],
  // What the decoder reads of the transformer.
  setrNaive: [12],
  setrPup: [12],
  setrMla: [12, 12, 12, 12],
};

const dropout = 0.3;

describe.each(architectureNames())('dropout of %s', (architecture) => {
  const plainConfig = smallConfigs[architecture]!;
  const config = { ...plainConfig, dropout };
  const plain = createNetwork(architecture, plainConfig, 'test');
  const dropping = memberNetwork(createNetwork(architecture, config, 'test'));
  const side = 2 * Math.max(16, plain.sizeMultiple);
  let kernels: TrainingKernels;

  beforeAll(async () => {
    kernels = (await chooseBackend()).kernels;
  });

  test('adds no tensor; 0 is none, and what is out of range is refused by its field', () => {
    expect(dropping.network.parameterSpecs).toEqual(plain.parameterSpecs);
    expect(dropping.network.config).toEqual(config);
    expect([plain.split, createNetwork(architecture, { ...plainConfig, dropout: 0 }, 'test').split]).toEqual([null, null]);
    for (const wrong of [-0.1, 0.91]) expect(() => createNetwork(architecture, { ...plainConfig, dropout: wrong }, 'a.json')).toThrow(/a\.json: .*dropout: got/);
  });

  test('where nothing is drawn it says the same to the bit', () => {
    withImage(({ parameters, image }) => {
      const [without, undrawn] = [plain, dropping.network].map((network) => network.forward(parameters, image, { phase: 'prediction' }));
      expect(valuesOf(undrawn!)).toEqual(valuesOf(without!));
    });
  });

  test('draws where it is said to, and nothing in what passes share', () => {
    withImage(({ parameters, image }) => {
      const asked: unknown[] = [];
      const context: ForwardContext = {
        phase: 'prediction',
        channelFactors: (...wish) => {
          asked.push(wish);
          return factorsOfPass(randomOf(1))(...wish);
        },
      };
      const shared = dropping.network.split!.shared(parameters, image, context);
      expect(asked).toEqual([]);
      dropping.network.split!.pass(parameters, shared, context);
      expect(asked).toEqual(droppedChannels[architecture]!.map((channels) => [2, channels, dropout]));
    });
  });

  test('both parts in a row are the whole to the bit, in training as in prediction', () => {
    const training: ForwardContext = { phase: 'training', batchNormTraining: kernels.batchNormTraining, recordStatistics: () => undefined };
    withImage(({ parameters, image }) => {
      for (const phase of [training, { phase: 'prediction' } as const]) {
        const context = (): ForwardContext => ({ ...phase, channelFactors: factorsByImage(randomOf(2)) });
        const { network } = dropping;
        const { split } = network;
        const inTwo = ((again) => split!.pass(parameters, split!.shared(parameters, image, again), again))(context());
        expect(valuesOf(inTwo)).toEqual(valuesOf(network.forward(parameters, image, context())));
      }
    });
  });

  test('trains by what is drawn, equally for equal keys, and learns', async () => {
    const batch = threeClassImages(side);
    const train = (steps: number, factorsOfStep?: (step: number) => ChannelFactors): Promise<SystemValues> =>
      trainedValues(dropping, kernels, batch, { steps, learningRate: 0.01, enough: 1, ...(factorsOfStep && { factorsOfStep }) });
    const drawn = (stream: number) => (step: number): ChannelFactors => factorsByImage(new RandomSource({ seed: 1, stream, counter: step }));
    const before = tf.memory().numTensors;
    const one = await train(2, drawn(3));
    expect(await train(2, drawn(3))).toEqual(one);
    expect((await train(2, drawn(4))).trunk).not.toEqual(one.trunk);
    expect((await train(2)).trunk).not.toEqual(one.trunk);
    expect(tf.memory().numTensors).toBe(before);
    const crossEntropy = (values: SystemValues): number => crossEntropyOf(dropping, values, batch);
    expect(crossEntropy(await train(60, drawn(3)))).toBeLessThan(0.7 * crossEntropy(startingValues(dropping)));
  });

  /** Two images and the weights of a network, the same for the plain one and the one with dropout. */
  function withImage(use: (given: { readonly parameters: Parameters; readonly image: tf.Tensor4D }) => void): void {
    const model = randomModel(1, { architecture, config, spread: 0.05 });
    const member = loadMember(model.network, model.members[0]!);
    tf.tidy(() => use({ parameters: member.trunk, image: tf.tensor4d(threeClassImages(side).input, [2, side, side, 1]) }));
    disposeMember(member);
  }
});

describe.each([[backendWish(), 0], ['wasm', 1e-6]] as const)('stochastic passes on the %s backend', (wish, tolerance) => {
  beforeAll(async () => void (await chooseBackend(wish)));

  test.each(architectureNames())('of %s differ, are one function each in every window, and what full forward passes with their draws are', async (architecture) => {
    const stored = randomModel(2, { architecture, config: { ...smallConfigs[architecture]!, dropout: 0.5 }, passes: { count: 3, seed: 11 }, spread: 0.05 });
    const [height, width] = [2 * Math.max(16, stored.network.sizeMultiple), 3 * Math.max(16, stored.network.sizeMultiple)];
    const picture = (phase: number): Float32Array => Float32Array.from({ length: height * width }, (_none, at) => Math.sin(at * 0.37 + phase) + (at % width) / width);
    const before = tf.memory().numTensors;
    const runners = await tfjsRunners.of(stored);
    const passes = async (values: Float32Array): Promise<Float32Array[]> => {
      const outcomes: Float32Array[] = [];
      for (const runner of runners) outcomes.push((await runner.run({ values, height, width })).probabilities);
      return outcomes;
    };
    const first = await passes(picture(0));
    expect(new Set(first.map((each) => each.join())).size).toBe(6);
    await passes(picture(1));
    expect(await passes(picture(0))).toEqual(first);
    for (const runner of runners) await runner.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const wanted = stored.members.flatMap((values, index) => {
      const member = loadMember(stored.network, values);
      const outcomes = passDraws(stored.file)![index]!.map((key) =>
        tf.tidy(() => {
          const image = tf.tensor4d(picture(0), [1, height, width, 1]);
          const { logits } = stored.network.network.forward(member.trunk, image, { phase: 'prediction', channelFactors: factorsOfPass(new RandomSource(key)) });
          return tf.softmax(logits.div(stored.file.temperature)).dataSync<'float32'>();
        }),
      );
      disposeMember(member);
      return outcomes;
    });
    first.forEach((probabilities, index) => expect(largestDifference(probabilities, wanted[index]!)).toBeLessThanOrEqual(tolerance));
  });
});

function randomOf(counter: number): RandomSource {
  return new RandomSource({ seed: 1, stream: 0, counter });
}

function valuesOf({ logits, features, auxiliary = [] }: ForwardOutcome): Float32Array[] {
  return [logits, ...features.map(({ tensor }) => tensor), ...auxiliary.map((head) => head.logits)].map((tensor) => tensor.dataSync<'float32'>());
}

function largestDifference(got: Float32Array, wanted: Float32Array): number {
  expect(got).toHaveLength(wanted.length);
  return got.reduce((largest, value, at) => Math.max(largest, Math.abs(value - wanted[at]!)), 0);
}

/** Mean over the pixels in nats, of the network as it predicts where nothing is drawn. */
function crossEntropyOf(network: MemberNetwork, values: SystemValues, { input, labels, size, side }: ReturnType<typeof threeClassImages>): number {
  const member = loadMember(network, values);
  const [mean] = tf.tidy(() => {
    const { logits } = network.network.forward(member.trunk, tf.tensor4d(input, [size, side, side, 1]), { phase: 'prediction' });
    const target = tf.oneHot(tf.tensor3d(new Int32Array(labels), [size, side, side], 'int32'), 3);
    return tf.logSoftmax(logits).mul(target).sum(3).mean().neg().dataSync<'float32'>();
  });
  disposeMember(member);
  return mean!;
}
