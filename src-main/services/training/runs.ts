import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { JobRecord, ModelRecord } from '../../core/records.ts';
import type { TrainingPoint, TrainingRun, TrainingSample } from '../../core/training/TrainingRun.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { RunHead } from './TrainingRunFiles.ts';

/** Every run that left its curves, latest first, with the model that came of it. */
export async function listRuns(session: ProjectSession): Promise<TrainingRun[]> {
  const models = new Map(session.store.models.list().map((model) => [model.id, model]));
  const live = new Map(session.jobs.unfinished().map((job) => [job.id, job]));
  const runs: TrainingRun[] = [];
  for (const id of await session.runs.ids()) {
    const head = await session.runs.head(id);
    const job = live.get(id) ?? session.store.jobs.find(id)?.job ?? null;
    if (head && job) runs.push(runOf({ id, head, job, model: models.get(head.modelId) ?? null, points: await session.runs.points(id) }));
  }
  return runs;
}

/** @throws SfumatoError `notFound` */
export async function readCurves(session: ProjectSession, runId: string): Promise<{ points: TrainingPoint[]; samples: TrainingSample[] }> {
  if (!(await session.runs.ids()).includes(runId)) throw new SfumatoError('notFound', say('noRun', { id: runId }));
  return { points: await session.runs.points(runId), samples: await session.runs.samples(runId) };
}

interface Parts {
  readonly id: string;
  readonly head: RunHead;
  readonly job: JobRecord;
  readonly model: ModelRecord | null;
  readonly points: readonly TrainingPoint[];
}

function runOf({ id, head, job, model, points }: Parts): TrainingRun {
  return {
    id,
    ...head,
    modelName: model?.name ?? null,
    state: job.state,
    finishedAt: job.finishedAt,
    elapsedMs: job.elapsedMs,
    latest: points.at(-1) ?? null,
    figures: model?.figures ?? null,
    parentFigures: model?.parentFigures ?? null,
    error: job.error && { code: job.error.code, message: job.error.message },
  };
}
