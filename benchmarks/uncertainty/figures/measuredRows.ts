import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDigits, type DigitData } from '../digits/digitSets.ts';
import type { RowCost } from '../mnistRow.ts';
import { classificationFigures, type ClassificationFigures } from './classificationFigures.ts';
import { atTemperature, fitTemperature } from './fitTemperature.ts';
import { readOutcome } from './Outcome.ts';

/** A row's cost and figures. */
export interface MeasuredRow extends RowCost, ClassificationFigures {
  /** Fitted on the held-out training digits. */
  readonly temperature: number;
  /** The test digits once more, at that temperature. */
  readonly scaled: ClassificationFigures;
}

let digits: DigitData | null = null;

/** Figures of every row that is whole. */
export function measuredRows(workFolder: string): MeasuredRow[] {
  const folder = join(workFolder, 'rows');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((place) => existsSync(join(place, 'cost.json')))
    .map(measured);
}

function measured(place: string): MeasuredRow {
  digits ??= loadDigits();
  const { test, heldOut } = digits;
  const outcome = readOutcome(join(place, 'test.f32'), test.count);
  const before = readOutcome(join(place, 'heldOut.f32'), heldOut.count);
  if (!outcome || !before) throw new Error(`${place}: its outcomes are gone`);
  const temperature = fitTemperature(before.probabilities, heldOut.labels);
  return {
    ...(JSON.parse(readFileSync(join(place, 'cost.json'), 'utf8')) as RowCost),
    ...classificationFigures(outcome.probabilities, test.labels),
    temperature,
    scaled: classificationFigures(atTemperature(outcome.probabilities, temperature), test.labels),
  };
}
