import type { ModelRecord } from '../../../src-main/core/records.ts';
import type { TrainingRun } from '../../../src-main/core/training/TrainingRun.ts';
import { formatMoment } from './formatMoment.ts';
import { words } from '../../messages/messages.ts';

/** What a run is called: the model that came of it, else when it began. */
export function runName(run: TrainingRun): string {
  return run.modelName ?? words.training.runOf(formatMoment(new Date(run.createdAt)));
}

/** What it began with. */
export function originOf(run: TrainingRun, models: readonly ModelRecord[]): string {
  if (run.parentId === null) return words.training.anew;
  const parent = models.find(({ id }) => id === run.parentId);
  return parent ? words.training.onFrom(parent.name) : words.training.table.unknown;
}
