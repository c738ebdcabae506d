import * as z from 'zod';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { ParameterSpec } from '../../Architecture.ts';
import { scoped, sequence } from '../../layers/Layer.ts';
import type { Layer } from '../../layers/Layer.ts';
import { normalisedConvolution } from '../../layers/normalisedConvolution.ts';
import { encoderWidths } from '../Encoder.ts';
import type { Encoder, EncoderKind, EncoderLevel, EncoderSetting } from '../Encoder.ts';

type ResnetName = 'resnet18' | 'resnet34' | 'resnet50' | 'resnet101';

/** `width`: share of the published channels. */
const schemaOf = <Name extends ResnetName>(name: Name) => z.strictObject({ name: z.literal(name), width: z.literal(encoderWidths) });

export type ResnetConfig<Name extends ResnetName = ResnetName> = z.infer<ReturnType<typeof schemaOf<Name>>>;

interface Depth {
  /** Residual blocks of each of the four stages. */
  readonly blocks: readonly number[];
  readonly block: (options: BlockOptions) => Layer;
  /** Channels that leave a block for each that its 3 x 3 convolutions have. */
  readonly expansion: number;
}

const depths: Readonly<Record<ResnetName, Depth>> = {
  resnet18: { blocks: [2, 2, 2, 2], block: basicBlock, expansion: 1 },
  resnet34: { blocks: [3, 4, 6, 3], block: basicBlock, expansion: 1 },
  resnet50: { blocks: [3, 4, 6, 3], block: bottleneck, expansion: 4 },
  resnet101: { blocks: [3, 4, 23, 3], block: bottleneck, expansion: 4 },
};

/** Channels of the first convolution and of the first stage; each stage doubles them. */
const stemChannels = 64;

function kind<Name extends ResnetName>(name: Name): EncoderKind<ResnetConfig<Name>> {
  return {
    name,
    configSchema: schemaOf(name),
    build: (config, setting) => resnet(depths[name], config.width, setting),
  };
}

export const resnet18 = kind('resnet18');
export const resnet34 = kind('resnet34');
export const resnet50 = kind('resnet50');
export const resnet101 = kind('resnet101');

/**
 * Residual network: a 7 x 7 convolution, max pooling, four stages of blocks that add to their input. The bottleneck has
 * its stride at the 3 x 3 convolution, as torchvision does. With an output stride below 32 the last stages keep their
 * size and look apart instead: the first block of such a stage still at the rate of the one before, the others at double.
 * Source: He et al. 2016, arXiv:1512.03385; Yu, Koltun, Funkhouser 2017, arXiv:1705.09914, for the rates.
 */
function resnet({ blocks, block, expansion }: Depth, width: number, { prefix, inputChannels, outputStride }: EncoderSetting): Encoder {
  const base = stemChannels * width;
  const stem = normalisedConvolution({ name: `${prefix}.conv1`, norm: `${prefix}.bn1`, input: inputChannels, output: base, side: 7, stride: 2, activation: 'relu' });
  const levels: EncoderLevel[] = [{ channels: base, stride: 2 }];
  const stages: Layer[] = [];
  let [stride, dilation, input] = [4, 1, base];
  for (const [index, count] of blocks.entries()) {
    const channels = base * 2 ** index;
    const shrinks = index > 0 && stride < outputStride;
    const rateBefore = dilation;
    if (index > 0 && !shrinks) dilation *= 2;
    const stage: Layer[] = [];
    for (let at = 0; at < count; at++) {
      const first = at === 0;
      stage.push(block({ name: `${prefix}.layer${index + 1}.${at}`, input, channels, stride: first && shrinks ? 2 : 1, dilation: first ? rateBefore : dilation }));
      input = channels * expansion;
    }
    if (shrinks) stride *= 2;
    stages.push(sequence(stage));
    levels.push({ channels: input, stride });
  }
  return {
    specs: [stem, ...stages].flatMap(({ specs }): readonly ParameterSpec[] => specs),
    levels,
    forward(image, pass) {
      // [B, H / 2, W / 2, base]
      const first = stem.forward(image, pass);
      const outcomes = [first];
      // [B, H / 4, W / 4, base], then a tensor a stage as `levels` says.
      let x = pooled(first);
      for (const stage of stages) {
        const before = x;
        x = scoped(pass, () => stage.forward(before, pass));
        outcomes.push(x);
      }
      return outcomes;
    },
  };
}

/** 3 x 3 with stride 2 and a pixel of padding. After a ReLU zeros are as good as the least number there. */
function pooled(x: tf.Tensor4D): tf.Tensor4D {
  return tf.maxPool(tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]), 3, 2, 'valid');
}

interface BlockOptions {
  readonly name: string;
  readonly input: number;
  /** Of its 3 x 3 convolutions. */
  readonly channels: number;
  readonly stride: number;
  readonly dilation: number;
}

/** Two convolutions of 3 x 3. */
function basicBlock({ name, input, channels, stride, dilation }: BlockOptions): Layer {
  const branch = sequence([
    normalisedConvolution({ name: `${name}.conv1`, norm: `${name}.bn1`, input, output: channels, side: 3, stride, dilation, activation: 'relu' }),
    normalisedConvolution({ name: `${name}.conv2`, norm: `${name}.bn2`, input: channels, output: channels, side: 3, dilation, activation: 'linear' }),
  ]);
  return residual(branch, { name, input, output: channels, stride });
}

/** 1 x 1 to fewer channels, 3 x 3, 1 x 1 to four times as many. */
function bottleneck({ name, input, channels, stride, dilation }: BlockOptions): Layer {
  const output = 4 * channels;
  const branch = sequence([
    normalisedConvolution({ name: `${name}.conv1`, norm: `${name}.bn1`, input, output: channels, activation: 'relu' }),
    normalisedConvolution({ name: `${name}.conv2`, norm: `${name}.bn2`, input: channels, output: channels, side: 3, stride, dilation, activation: 'relu' }),
    normalisedConvolution({ name: `${name}.conv3`, norm: `${name}.bn3`, input: channels, output, activation: 'linear' }),
  ]);
  return residual(branch, { name, input, output, stride });
}

/** relu(x + branch(x)); where their shapes differ, x goes through a 1 x 1 convolution. */
function residual(branch: Layer, { name, input, output, stride }: { name: string; input: number; output: number; stride: number }): Layer {
  const shortcut =
    stride === 1 && input === output
      ? null
      : normalisedConvolution({ name: `${name}.downsample.0`, norm: `${name}.downsample.1`, input, output, stride, activation: 'linear' });
  return {
    specs: [...branch.specs, ...(shortcut?.specs ?? [])],
    forward: (x, pass) => scoped(pass, () => tf.relu(branch.forward(x, pass).add<tf.Tensor4D>(shortcut ? shortcut.forward(x, pass) : x))),
  };
}
