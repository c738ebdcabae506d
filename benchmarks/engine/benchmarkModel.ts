import { initialValues, sizeOf } from '../../models/parameters.ts';
import type { ParameterSpec } from '../../models/Architecture.ts';
import { createNetwork } from '../../models/registry.ts';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { memberNetwork } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import type { LoadedMemberTask } from '../../src-main/engine/workers/memberWorkerApi.ts';
import { writeModelFolder } from '../../src-main/engine/ensemble/modelFolder.ts';

export interface BenchmarkModel {
  /** Of a member's `values.trunk`, then of its `values.statistics`. */
  readonly specs: readonly ParameterSpec[];
  readonly members: readonly { readonly seed: number; readonly values: LoadedMemberTask['values'] }[];
}

/**
 * Writes an ensemble of the U-Net of the comparison in `trainingStep.ts`, untrained: what it says costs as much as what a
 * trained one says. Its batch normalisations are not the identity, or nobody would see one left out.
 */
export async function writeBenchmarkModel(path: string, memberCount: number, classes: number): Promise<BenchmarkModel> {
  const config = { inputChannels: 1, classes, width: 16, depth: 4 };
  const { network, trunk, head, statistics } = memberNetwork(createNetwork('unet', config, 'benchmark'));
  const members = Array.from({ length: memberCount }, (_none, seed) => {
    const random = new RandomSource({ seed, stream: 0, counter: 0 });
    const values = {
      trunk: moved(trunk.specs, initialValues(network.parameterSpecs, 'trained', random), random),
      statistics: moved(statistics.specs, initialValues(network.parameterSpecs, 'statistic', random), random),
      head: initialValues(head.specs, 'trained', random),
    };
    return { seed, values };
  });
  await writeModelFolder(path, {
    file: {
      formatVersion: 1,
      architecture: 'unet',
      config,
      method: 'deepEnsemble',
      head: 'learningLoss',
      classes: Array.from({ length: classes }, (_none, index) => `class ${index}`),
      normalisation: { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' },
      temperature: 1,
      // The other side is to have the same weights to the bit.
      weightType: 'float32',
      figures: null,
      parent: null,
      data: [],
      training: { stepsPerMember: 1, batchSize: 4, cropSide: 256, learningRate: 1e-3, finalLoss: 1, elapsedMs: 0 },
      createdAt: new Date().toISOString(),
    },
    members,
  });
  return { specs: [...trunk.specs, ...statistics.specs], members };
}

/** Scales, offsets, means and variances, each by a quarter at most. */
function moved(specs: readonly ParameterSpec[], values: Float32Array, random: RandomSource): Float32Array {
  let offset = 0;
  for (const { shape } of specs) {
    const end = offset + sizeOf(shape);
    if (shape.length === 1) for (let at = offset; at < end; at++) values[at]! += random.uniform(-0.25, 0.25);
    offset = end;
  }
  return values;
}
