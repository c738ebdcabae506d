import type { ParameterSpec } from '../../../models/Architecture.ts';
import { sizeOf } from '../../../models/parameters.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { Classifier } from '../classifiers/Classifier.ts';

/** One network that learns no more. */
export interface TrainedNetwork {
  /** Trained tensors, flat, in the order of the specs. */
  readonly weights: Float32Array;
  /** Running means of batch normalisation, flat, in the order of the specs. */
  readonly statistics: Float32Array;
}

export interface SpecGroups {
  readonly trained: readonly ParameterSpec[];
  readonly statistic: readonly ParameterSpec[];
}

export function groupsOf({ specs }: Pick<Classifier, 'specs'>): SpecGroups {
  return { trained: specs.filter(({ role }) => role === 'trained'), statistic: specs.filter(({ role }) => role === 'statistic') };
}

/** Named tensors of a trained network; the caller disposes them. */
export function tensorsOf(network: TrainedNetwork, { trained, statistic }: SpecGroups): Map<string, tf.Tensor> {
  return new Map([...named(network.weights, trained), ...named(network.statistics, statistic)]);
}

function named(flat: Float32Array, specs: readonly ParameterSpec[]): [string, tf.Tensor][] {
  let offset = 0;
  return specs.map(({ name, shape }) => {
    const size = sizeOf(shape);
    const tensor = tf.tensor(flat.slice(offset, offset + size), [...shape], 'float32');
    offset += size;
    return [name, tensor];
  });
}
