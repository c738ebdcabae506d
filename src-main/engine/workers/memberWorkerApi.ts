import type { TrainingEvent } from '../engineApi.ts';
import type { MemberOutcome, MemberWindow } from '../ensemble/MemberRunner.ts';
import type { MemberSettings } from '../ensemble/MemberRunners.ts';
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
  /** @param index of the pass among those loaded under the key; 0 where there is none */
  run(key: number, index: number, window: NumberedWindow): Promise<MemberOutcome>;
}

/** A window on its way to a worker, where a copy of its values arrives each time: the number says that they are the same. */
export interface NumberedWindow extends MemberWindow {
  readonly number: number;
}

/** A member to predict with, as data alone. */
export interface LoadedMemberTask extends MemberSettings {
  readonly architecture: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly values: MemberValues;
}

/** What a worker tells of its training. */
export interface MemberWorkerListener {
  stepped(step: Pick<MemberStep, 'step' | 'loss' | 'dice'>): void;
  told(event: TrainingEvent): void;
}
