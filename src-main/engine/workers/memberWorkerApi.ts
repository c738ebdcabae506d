import type { TrainingEvent } from '../engineApi.ts';
import type { MemberOutcome } from '../ensemble/MemberRunner.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import type { MemberTask } from '../train/trainWatchedMember.ts';
import type { MemberStep, TrainedMember } from '../train/trainMember.ts';

/** What a worker can be asked: one member at a time, on WebAssembly of its own. */
export interface MemberWorkerApi {
  train(task: MemberTask): Promise<TrainedMember>;
  /** The training under way is refused with `cancelled`, its checkpoint written. */
  cancel(): Promise<void>;
  /** @param key names the member in `run` */
  load(key: number, member: LoadedMemberTask): Promise<void>;
  run(key: number, values: Float32Array, height: number, width: number): Promise<MemberOutcome>;
}

/** A member to predict with, as data alone. */
export interface LoadedMemberTask {
  readonly architecture: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly values: MemberValues;
  readonly temperature: number;
}

/** What a worker tells of its training. */
export interface MemberWorkerListener {
  stepped(step: Pick<MemberStep, 'step' | 'loss' | 'dice'>): void;
  told(event: TrainingEvent): void;
}
