import type { ContextMargins, ForwardOutcome, ParameterSpec, Parameters } from '../../../models/Architecture.ts';
import { learnedConfidence, learnedConfidenceSpecs } from '../../../models/heads/learnedConfidence/arch.ts';
import { learningLoss, learningLossSpecs, lossMapStride } from '../../../models/heads/learningLoss/arch.ts';
import { countParameters, sizeOf } from '../../../models/parameters.ts';
import { cropContext } from '../../../models/layers/contextCrop.ts';
import { sizeOfImage } from '../../../models/layers/enlarged.ts';
import type { Network } from '../../../models/registry.ts';
import type { Temperatures } from '../../core/calibration/Temperatures.ts';
import { tf } from '../tensorflow.ts';
import { tempered } from './tempered.ts';

/** Part of an ensemble member whose trained tensors lie together in one flat vector. */
export interface ParameterGroup {
  /** In the order of the vector. */
  readonly specs: readonly ParameterSpec[];
  readonly size: number;
}

/**
 * One member of an ensemble: a segmentation network (the trunk) with a learning-loss head on its features, and a confidence
 * head beside it where the network's config asks for one.
 */
export interface MemberNetwork {
  readonly network: Network;
  readonly trunk: ParameterGroup;
  /** Of all heads that no gradient goes from into the trunk. */
  readonly head: ParameterGroup;
  /** Whether there is a confidence head. */
  readonly hasConfidence: boolean;
  /** Running means of the trunk's batch normalisations. */
  readonly statistics: ParameterGroup;
  /** Input height and width must be multiples of this, in pixels. */
  readonly sizeMultiple: number;
  /** How far, in pixels, an outcome looks to each side: as far as the network, and for the loss map a square further. */
  readonly contextRadius: number;
}

export function memberNetwork(network: Network): MemberNetwork {
  const hasConfidence = network.config['learnedConfidence'] === true;
  return {
    network,
    trunk: group(network.parameterSpecs.filter(({ role }) => role === 'trained')),
    head: group([...learningLossSpecs(network.featureLevels), ...(hasConfidence ? learnedConfidenceSpecs(network.featureLevels) : [])]),
    hasConfidence,
    statistics: group(network.parameterSpecs.filter(({ role }) => role === 'statistic')),
    // Both are powers of two in every architecture, so the larger serves both.
    sizeMultiple: Math.max(network.sizeMultiple, lossMapStride),
    contextRadius: network.contextRadius + lossMapStride,
  };
}

function group(specs: readonly ParameterSpec[]): ParameterGroup {
  return { specs, size: countParameters(specs) };
}

/**
 * Cuts a flat vector into named tensors. The gradient of a split is one concatenation, so a whole network's gradient
 * comes back as one vector too.
 * @param flat [group.size]
 */
export function unflatten(flat: tf.Tensor1D, { specs }: ParameterGroup): Map<string, tf.Tensor> {
  if (specs.length === 0) return new Map();
  const pieces = tf.split(flat, specs.map(({ shape }) => sizeOf(shape)));
  // More than half of a network's tensors are vectors already; a reshape each, there and back, would be a fifth of a step's operations.
  return new Map(specs.map(({ name, shape }, index) => [name, shape.length === 1 ? pieces[index]! : pieces[index]!.reshape([...shape])]));
}

/** One member's tensors, ready to predict; the owner disposes them. */
export interface LoadedMember {
  readonly trunk: Parameters;
  readonly head: Parameters;
}

/**
 * Builds a member's tensors from its flat values.
 * @param values of trunk, head and statistics, in this order
 */
export function loadMember(
  member: MemberNetwork,
  values: { readonly trunk: Float32Array; readonly head: Float32Array; readonly statistics: Float32Array },
): LoadedMember {
  const named = (flat: Float32Array, parameters: ParameterGroup): [string, tf.Tensor][] => {
    let offset = 0;
    return parameters.specs.map(({ name, shape }) => {
      const size = sizeOf(shape);
      const tensor = tf.tensor(flat.slice(offset, offset + size), [...shape], 'float32');
      offset += size;
      return [name, tensor];
    });
  };
  return {
    trunk: new Map([...named(values.trunk, member.trunk), ...named(values.statistics, member.statistics)]),
    head: new Map(named(values.head, member.head)),
  };
}

export function disposeMember({ trunk, head }: LoadedMember): void {
  for (const tensor of [...trunk.values(), ...head.values()]) tensor.dispose();
}

/** What a member says of an input, or of what lies between its margins; the caller's. */
export type MemberTensors = {
  /** [B,H,W,C], softmax of the calibrated logits. */
  readonly probabilities: tf.Tensor4D;
  /** [B,H/4,W/4], foreseen loss in nats. */
  readonly lossMap: tf.Tensor3D;
  /** [B], foreseen loss of the whole input, in no unit. */
  readonly imageLoss: tf.Tensor1D;
  /** [B,H,W,1], normalised distances inside objects; left out where the network has no distance head. */
  readonly distances?: tf.Tensor4D | undefined;
  /** [B,H,W,1], foreseen probability of the true class, 0 … 1; left out where the member has no confidence head. */
  readonly confidence?: tf.Tensor4D | undefined;
};

export interface CalibratedPass {
  readonly temperature: Temperatures;
  /** Left out: the outcome of the whole input is wanted. */
  readonly margins?: ContextMargins | undefined;
}

/** The plain network, none of whose layers is stochastic. */
export function predictMember(member: MemberNetwork, loaded: LoadedMember, input: tf.Tensor4D, { temperature, margins }: CalibratedPass): MemberTensors {
  return tf.tidy(() => calibrated(member, loaded, member.network.forward(loaded.trunk, input, { phase: 'prediction', margins }), { temperature, margins }));
}

/** @param forward the trunk's pass, with the same margins, whichever channels its layers left out */
export function calibrated({ hasConfidence }: MemberNetwork, { head }: LoadedMember, forward: ForwardOutcome, { temperature, margins }: CalibratedPass): MemberTensors {
  const logits = cropContext(forward.logits, { margins }, { stride: 1, from: forward.contextLeft, to: 0 });
  const distances = forward.distances && cropContext(forward.distances, { margins }, { stride: 1, from: forward.contextLeft, to: 0 });
  const confidence = hasConfidence && cropContext(learnedConfidence(head, forward.features, sizeOfImage(forward.logits)), { margins }, { stride: 1, from: forward.contextLeft, to: 0 });
  return { probabilities: tempered(logits, temperature), ...learningLoss(head, forward, { margins }), ...(distances && { distances }), ...(confidence && { confidence }) };
}
