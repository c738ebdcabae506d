import type * as z from 'zod';
import { say } from '../src-main/core/messages/Message.ts';
import { SfumatoError } from '../src-main/core/SfumatoError.ts';
import type { tf } from '../src-main/engine/tensorflow.ts';
import type { Architecture, ForwardContext, ForwardOutcome, ParameterSpec, Parameters } from './Architecture.ts';
import { configFaults, faultsInWords } from './configFaults.ts';
import type { ConfigFault } from './configFaults.ts';
import { countParameters } from './parameters.ts';
import { deeplab } from './deeplab/arch.ts';
import { deeplabV2 } from './deeplabV2/arch.ts';
import { deeplabV3Plus } from './deeplabV3Plus/arch.ts';
import { fcn } from './fcn/arch.ts';
import { withHeads, withoutHeads } from './heads/networkHeads.ts';
import { pspnet } from './pspnet/arch.ts';
import { segnet } from './segnet/arch.ts';
import { setrMla } from './setr/mla.ts';
import { setrNaive } from './setr/naive.ts';
import { setrPup } from './setr/pup.ts';
import { unet } from './unet/arch.ts';
import { unetOnEncoder } from './unetOnEncoder/arch.ts';

/** An architecture with its config filled in: all that the rest of the program needs to know of a network. */
export interface Network {
  readonly architecture: string;
  /** As it goes into the model file, with the flags of its heads (`heads/networkHeads.ts`). */
  readonly config: Readonly<Record<string, unknown>>;
  readonly parameterSpecs: readonly ParameterSpec[];
  readonly featureLevels: readonly { readonly channels: number; readonly stride: number }[];
  readonly sizeMultiple: number;
  readonly contextRadius: number;
  forward(parameters: Parameters, input: tf.Tensor4D, context: ForwardContext): ForwardOutcome;
  /** Null where the network has no stochastic layer: each of its passes would be the same. */
  readonly split: NetworkSplit | null;
}

/** As `SplitForward`. */
export interface NetworkSplit {
  shared(parameters: Parameters, input: tf.Tensor4D, context: ForwardContext): tf.Tensor[];
  pass(parameters: Parameters, shared: readonly tf.Tensor[], context: ForwardContext): ForwardOutcome;
}

interface Known {
  readonly configSchema: z.ZodType;
  /** @throws SfumatoError `invalidInput` */
  build(config: unknown, place: string): Network;
}

/** To add an architecture: write its folder, add its line here. */
const architectures: ReadonlyMap<string, Known> = new Map([
  [unet.name, known(unet)],
  [unetOnEncoder.name, known(unetOnEncoder)],
  [fcn.name, known(fcn)],
  [segnet.name, known(segnet)],
  [pspnet.name, known(pspnet)],
  [deeplab.name, known(deeplab)],
  [deeplabV2.name, known(deeplabV2)],
  [deeplabV3Plus.name, known(deeplabV3Plus)],
  [setrNaive.name, known(setrNaive)],
  [setrPup.name, known(setrPup)],
  [setrMla.name, known(setrMla)],
]);

function known<Config extends Readonly<Record<string, unknown>>>(architecture: Architecture<Config>): Known {
  const build = (given: unknown, place: string): Network => {
    const { candidate, heads, faults } = withoutHeads(given);
    const checked = architecture.configSchema.safeParse(candidate);
    if (!checked.success || faults.length > 0) {
      const why = faultsInWords([...(checked.success ? [] : configFaults(checked.error, candidate)), ...faults]);
      throw new SfumatoError('invalidInput', say('networkConfig', { place, architecture: architecture.name, why }));
    }
    const config = checked.data;
    const network: Network = {
      architecture: architecture.name,
      config,
      parameterSpecs: architecture.parameterSpecs(config),
      featureLevels: architecture.featureLevels(config),
      sizeMultiple: architecture.sizeMultiple(config),
      contextRadius: architecture.contextRadius(config),
      forward: (parameters, input, context) => architecture.forward(config, parameters, input, context),
      split: splitOf(architecture, config),
    };
    return withHeads(network, heads);
  };
  return { configSchema: architecture.configSchema, build };
}

function splitOf<Config>({ split }: Architecture<Config>, config: Config): NetworkSplit | null {
  if (!split?.isStochastic(config)) return null;
  return {
    shared: (parameters, input, context) => split.shared(config, parameters, input, context),
    pass: (parameters, shared, context) => split.pass(config, parameters, shared, context),
  };
}

export function architectureNames(): readonly string[] {
  return [...architectures.keys()];
}

/**
 * @param place where the name and config come from, for the message
 * @throws SfumatoError `invalidInput` when the name is unknown or the config does not fit
 */
export function createNetwork(name: string, config: unknown, place: string): Network {
  return knownArchitecture(name, place).build(config, place);
}

/** What a config of the architecture may be. @throws SfumatoError `invalidInput` when the name is unknown */
export function configSchemaOf(name: string, place: string): z.ZodType {
  return knownArchitecture(name, place).configSchema;
}

/** What is wrong with a config, a field each. @throws SfumatoError `invalidInput` when the name is unknown */
export function faultsOfConfig(name: string, config: unknown, place: string): ConfigFault[] {
  const { candidate, faults } = withoutHeads(config);
  const checked = configSchemaOf(name, place).safeParse(candidate);
  return [...(checked.success ? [] : configFaults(checked.error, candidate)), ...faults];
}

function knownArchitecture(name: string, place: string): Known {
  const architecture = architectures.get(name);
  if (architecture) return architecture;
  throw new SfumatoError('invalidInput', say('unknownArchitecture', { place, known: architectureNames().join(', '), name }));
}

/** Number of values in the network's tensors (running statistics included), counted without allocating. */
export function parameterCount(name: string, config: unknown): number {
  return countParameters(createNetwork(name, config, 'parameter count').parameterSpecs);
}
