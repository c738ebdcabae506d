import * as z from 'zod';
import { SfumatoError } from '../src-main/core/SfumatoError.ts';
import type { tf } from '../src-main/engine/tensorflow.ts';
import type { Architecture, ForwardOutcome, ParameterSpec } from './Architecture.ts';
import type { Pass } from './layers/Layer.ts';

/** A segmentation network built from layers, its config filled in. */
export interface System {
  /** In the order on disk. */
  readonly specs: readonly ParameterSpec[];
  /** Coarsest first. */
  readonly featureLevels: readonly { readonly channels: number; readonly stride: number }[];
  readonly sizeMultiple: number;
  readonly contextRadius: number;
  /**
   * What has no stochastic layer before it; asks for no `channelFactors`.
   * @param input [B,H,W,inputChannels]
   * @returns tensors that `finish` knows by their order
   */
  begin(input: tf.Tensor4D, pass: Pass): tf.Tensor4D[];
  /** The rest. @param begun as `begin` gives them */
  finish(begun: readonly tf.Tensor4D[], pass: Pass): ForwardOutcome;
}

export interface SystemKind<Config> {
  readonly name: string;
  readonly configSchema: z.ZodType<Config>;
  readonly build: (config: Config) => System;
}

/** Fields of every system's config. */
export const imageFields = {
  inputChannels: z.int().min(1).max(16),
  classes: z.int().min(2).max(255),
};

/**
 * The context radius of systems on a deep encoder. Those without global pooling see some 200 pixels to each side at the
 * least: exact windows would be mostly margin, and blended ones are the faster way.
 */
export const wholeWindow = Infinity;

interface SystemConfig {
  readonly inputChannels: number;
  readonly dropout?: number | undefined;
}

/** @returns the architecture that the registry wants; a config's system is built once and kept as long as the config */
export function systemArchitecture<Config extends SystemConfig>({ name, configSchema, build }: SystemKind<Config>): Architecture<Config> {
  const built = new WeakMap<Config, System>();
  const systemOf = (config: Config): System => {
    const known = built.get(config) ?? build(config);
    built.set(config, known);
    return known;
  };
  const begin = (config: Config, input: tf.Tensor4D, pass: Pass): tf.Tensor4D[] => {
    const system = systemOf(config);
    refuseOtherInput(name, input, { inputChannels: config.inputChannels, sizeMultiple: system.sizeMultiple });
    return system.begin(input, pass);
  };
  return {
    name,
    configSchema,
    parameterSpecs: (config) => systemOf(config).specs,
    featureLevels: (config) => systemOf(config).featureLevels,
    sizeMultiple: (config) => systemOf(config).sizeMultiple,
    contextRadius: (config) => systemOf(config).contextRadius,
    forward: (config, parameters, input, context) => {
      const pass = { parameters, context };
      return systemOf(config).finish(begin(config, input, pass), pass);
    },
    split: {
      isStochastic: ({ dropout = 0 }) => dropout > 0,
      shared: (config, parameters, input, context) => begin(config, input, { parameters, context }),
      pass: (config, parameters, shared, context) => systemOf(config).finish(shared as readonly tf.Tensor4D[], { parameters, context }),
    },
  };
}

function refuseOtherInput(name: string, { shape }: tf.Tensor4D, { inputChannels, sizeMultiple }: { inputChannels: number; sizeMultiple: number }): void {
  const [, height, width, channels] = shape;
  if (height % sizeMultiple === 0 && width % sizeMultiple === 0 && channels === inputChannels) return;
  throw new SfumatoError('invalidInput', `input of ${name}: wanted sides that are multiples of ${sizeMultiple} and channels ${inputChannels}, got ${height} x ${width} x ${channels}`);
}
