import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import type { WeightScheme } from '../weights/WeightScheme.ts';
import { memberRandom } from './batches.ts';
import type { BatchSource } from './batchSource/BatchSource.ts';
import { freshStatistics } from './freshStatistics.ts';
import type { FollowedDistribution } from './memberState.ts';

export interface DrawSetting {
  readonly network: MemberNetwork;
  readonly scheme: WeightScheme;
  /** How many are wanted; a scheme with members of its own gives these. */
  readonly drawnMembers: number;
  readonly seed: number;
  /** Of the training that the distribution came of, 0 … */
  readonly memberIndex: number;
  /** The parent's member that training went on from; null where it started anew. */
  readonly start: MemberValues | null;
  readonly kernels: TrainingKernels;
  readonly batches: BatchSource;
  readonly request: { readonly stepsPerMember: number };
}

/**
 * The networks that a training ended with, each with running statistics that fit it: those of its place among the step's
 * networks or, where the scheme says that its members differ from what these were taken of, taken anew. A training that
 * went on from a model left that model's statistics as they were, because a few images would displace them; so do its members.
 * @throws SfumatoError `cancelled` between two batches; `engineFailed` when a weight that was drawn is no number; as `BatchSource`
 */
export async function drawMembers({ values, head, statistics, tracked }: FollowedDistribution, setting: DrawSetting, signal: AbortSignal): Promise<MemberValues[]> {
  const { network, scheme, drawnMembers, seed, memberIndex, start } = setting;
  const trunks = scheme.members({ values, tracked }, drawnMembers, memberRandom(seed, memberIndex, 'members', 0));
  const size = network.statistics.size;
  const members: MemberValues[] = [];
  for (const [index, trunk] of trunks.entries()) {
    if (!trunk.every(Number.isFinite)) throw new SfumatoError('engineFailed', say('drawnNotFinite', { member: index + 1 }));
    const place = index % scheme.networksPerDraw;
    const isMeasured = scheme.membersNeedStatistics && start === null && size > 0;
    members.push({ trunk, head, statistics: isMeasured ? await freshStatistics(trunk, setting, signal) : statistics.slice(place * size, (place + 1) * size) });
  }
  return members;
}
