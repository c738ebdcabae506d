import { initialValues } from '../../../models/parameters.ts';
import { createNetwork } from '../../../models/registry.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { memberNetwork } from '../ensemble/MemberNetwork.ts';
import { headsOf } from '../ensemble/modelFile.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';

/**
 * An ensemble of untrained networks whose batch normalisations are far from the identity, so that folding them wrongly
 * would show.
 */
export function randomModel(
  memberCount: number,
  { architecture = 'unet', config = { inputChannels: 1, classes: 3, width: 4, depth: 2 }, temperature = 1.7, passes, spread = 0.3 }: RandomModelOptions = {},
): StoredModel {
  const network = memberNetwork(createNetwork(architecture, config, 'test'));
  const members = Array.from({ length: memberCount }, (_none, seed) => {
    const random = new RandomSource({ seed, stream: 3, counter: 0 });
    const moved = (values: Float32Array): Float32Array => values.map((value) => value + random.uniform(-spread, spread));
    return {
      trunk: moved(initialValues(network.trunk.specs, 'trained', random)),
      head: moved(initialValues(network.head.specs, 'trained', random)),
      statistics: moved(initialValues(network.statistics.specs, 'statistic', random)).map(Math.abs),
    };
  });
  const classes = Array.from({ length: config['classes'] as number }, (_none, index) => `class ${index}`);
  return {
    file: {
      formatVersion: 1,
      architecture,
      config,
      method: 'deepEnsemble',
      head: headsOf(config),
      classes,
      normalisation: { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' },
      temperature,
      passes,
      weightType: 'float32',
      members: members.map((_values, seed) => ({ seed, weightsFile: `member-${seed}.bin`, sha256: `${seed}`.repeat(64).slice(0, 64) })),
      figures: null,
      parent: null,
      data: [],
      training: { stepsPerMember: 1, batchSize: 1, cropSide: 4, learningRate: 0.1, finalLoss: 1, elapsedMs: 1 },
      createdAt: '2026-01-01T00:00:00.000Z',
    },
    modelFileSha256: 'a'.repeat(64),
    network,
    members,
  };
}

interface RandomModelOptions {
  readonly architecture?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly temperature?: StoredModel['file']['temperature'];
  readonly passes?: StoredModel['file']['passes'];
  /** How far values are moved; deep networks want less, or what they say grows past all measure. */
  readonly spread?: number;
}
