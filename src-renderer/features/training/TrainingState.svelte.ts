import type { Notification } from '../../../src-main/contract/schemas.ts';
import type { JobRecord, JobState } from '../../../src-main/core/records.ts';
import type { TrainingPoint, TrainingRun, TrainingSample } from '../../../src-main/core/training/TrainingRun.ts';
import type { SfumatoClient } from '../../connection/client.ts';
import { toldName } from '../../messages/told.ts';

/** A run's curves and the places of its sample predictions. */
export interface RunCurves {
  readonly points: readonly TrainingPoint[];
  readonly samples: readonly TrainingSample[];
}

/** The project's training runs, and the curves of those looked at. */
export class TrainingState {
  /** Latest first; null before the first reading. */
  runs: readonly TrainingRun[] | null = $state.raw(null);
  /** By run id. */
  curves: ReadonlyMap<string, RunCurves> = $state.raw(new Map());
  readonly #client: SfumatoClient;
  readonly #states = new Map<string, JobState>();

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  async refresh(): Promise<void> {
    const runs = await this.#client.training.runs();
    this.runs = runs.map((run) => ({ ...run, modelName: run.modelName === null ? null : toldName(run.modelName) }));
  }

  /** Reads a run's curves; from then on they grow as the run goes. */
  async open(runId: string): Promise<void> {
    const curves = await this.#client.training.curves({ runId });
    this.#put(runId, curves);
  }

  /** @returns whether the runs should be read anew: one has begun, or come to its end with a model and figures */
  hearJob({ id, kind, state }: JobRecord): boolean {
    if (kind !== 'train' || this.runs === null || this.#states.get(id) === state) return false;
    this.#states.set(id, state);
    return true;
  }

  hear(notification: Notification & { type: 'training' | 'trainingSample' }): void {
    const { runId } = notification;
    if (this.runs && !this.runs.some(({ id }) => id === runId)) void this.refresh().catch(() => undefined);
    const known = this.curves.get(runId);
    if (!known) return;
    if (notification.type === 'training') {
      const { point } = notification;
      // After a crash a run tells its last steps again.
      const before = known.points.filter(({ step }) => step < point.step);
      this.#put(runId, { ...known, points: [...before, point] });
    } else {
      const { step, imageId, box } = notification;
      const others = known.samples.filter((sample) => sample.step !== step || sample.imageId !== imageId);
      this.#put(runId, { ...known, samples: [...others, { step, imageId, box }] });
    }
  }

  clear(): void {
    this.runs = null;
    this.curves = new Map();
  }

  #put(runId: string, curves: RunCurves): void {
    this.curves = new Map([...this.curves, [runId, curves]]);
  }
}
