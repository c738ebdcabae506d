import type { BatchStatistics } from '../../../models/Architecture.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { tf } from '../tensorflow.ts';

/** The batch's means and variances in the order of the running ones. */
export function joinStatistics({ statistics }: MemberNetwork, recorded: ReadonlyMap<string, BatchStatistics>): tf.Tensor1D {
  // Some networks were published before batch normalisation was.
  if (statistics.specs.length === 0) return tf.tensor1d([], 'float32');
  return tf.concat(
    statistics.specs.map(({ name }) => {
      const at = name.lastIndexOf('.');
      const layer = recorded.get(name.slice(0, at));
      if (!layer) throw new SfumatoError('internal', `training step: no statistics of layer ${name}`);
      return name.slice(at + 1) === 'mean' ? layer.mean : layer.variance;
    }),
  );
}
