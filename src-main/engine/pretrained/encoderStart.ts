import { publishedWeightsOf } from '../../../models/encoders/publishedWeightsOf.ts';
import { sizeOf } from '../../../models/parameters.ts';
import { createNetwork } from '../../../models/registry.ts';
import type { Network } from '../../../models/registry.ts';
import { say } from '../../core/messages/Message.ts';
import type { CheckEncoderWeightsRequest, EncoderWeightsReport } from '../../core/networks/NetworkDescription.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { MemberNetwork, ParameterGroup } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import { checkEncoderWeights } from './readEncoderWeights.ts';
import type { WantedEncoder } from './readEncoderWeights.ts';

/** Values of an encoder's tensors by their names in the network. */
export type EncoderValues = ReadonlyMap<string, Float32Array>;

/** With which every system's encoder begins the names of its tensors. */
const encoderPrefix = 'encoder.';

/** @throws SfumatoError `invalidInput` when the network has no encoder whose published weights are known */
export function encoderOf({ architecture, config, parameterSpecs }: Pick<Network, 'architecture' | 'config' | 'parameterSpecs'>): WantedEncoder {
  const { name } = (config['encoder'] ?? {}) as { readonly name?: string };
  const specs = parameterSpecs.filter((spec) => spec.name.startsWith(encoderPrefix));
  if (name === undefined || !publishedWeightsOf(name) || specs.length === 0) {
    throw new SfumatoError('invalidInput', say('noEncoderToFill', { architecture }));
  }
  return { name, specs, prefix: encoderPrefix };
}

/**
 * How a file of published weights fits the encoder of a network that is asked for.
 * @throws SfumatoError `invalidInput` when the network cannot be built or has no such encoder; as `checkEncoderWeights`
 */
export async function checkNetworkWeights({ network: { architecture, config }, classCount, path }: CheckEncoderWeightsRequest): Promise<EncoderWeightsReport> {
  return checkEncoderWeights(path, encoderOf(createNetwork(architecture, { ...config, inputChannels: 1, classes: classCount }, 'training')));
}

/** A member's values with the given ones of its encoder in their place. */
export function withEncoder(values: MemberValues, { trunk, statistics }: MemberNetwork, encoder: EncoderValues): MemberValues {
  return { ...values, trunk: filled(values.trunk, trunk, encoder), statistics: filled(values.statistics, statistics, encoder) };
}

function filled(values: Float32Array, { specs }: ParameterGroup, encoder: EncoderValues): Float32Array {
  const result = values.slice();
  let offset = 0;
  for (const { name, shape } of specs) {
    const own = encoder.get(name);
    if (own) result.set(own, offset);
    offset += sizeOf(shape);
  }
  return result;
}
