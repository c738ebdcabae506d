import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitTemperature } from '../../../src-main/core/calibration/fitTemperature.ts';
import { pooledProbabilities } from '../../../src-main/core/calibration/MemberLogits.ts';
import { loadDigits, shiftedNames, type DigitData, type DigitSet, type ShiftedName } from '../digits/digitSets.ts';
import type { DigitRow } from '../mnistRow.ts';
import { classificationFigures, type ClassificationFigures } from './classificationFigures.ts';
import { disagreementDetection, errorDetection, foreignDetection, type DetectionFigures } from './detectionFigures.ts';
import { digitLogits } from './digitLogits.ts';
import { readOutcome, type Outcome } from './Outcome.ts';

/** A row and its figures. */
export interface MeasuredRow extends DigitRow, ClassificationFigures {
  /** Fitted on the held-out training digits. */
  readonly temperature: number;
  /** The test digits once more, at that temperature. */
  readonly scaled: ClassificationFigures;
  /** The same on the held-out training digits, by which settings are chosen. */
  readonly heldOut: ClassificationFigures;
  /** Whether confidence tells wrong test digits from right ones. */
  readonly errors: DetectionFigures;
  readonly foreign: Readonly<Record<ShiftedName, DetectionFigures & { readonly byDisagreement: number | null }>>;
}

let digits: DigitData | null = null;
const known = new Map<string, MeasuredRow>();

/** Figures of every row that is whole. */
export function measuredRows(workFolder: string): MeasuredRow[] {
  const folder = join(workFolder, 'rows');
  if (!existsSync(folder)) return [];
  const places = readdirSync(folder).map((name) => join(folder, name));
  return places.filter((place) => existsSync(join(place, 'row.json'))).map((place) => {
    const row = known.get(place) ?? measured(place);
    known.set(place, row);
    return row;
  });
}

function measured(place: string): MeasuredRow {
  digits ??= loadDigits();
  const { test, heldOut, shifted } = digits;
  const outcomeOf = (name: string, { count }: DigitSet): Outcome => {
    const outcome = readOutcome(join(place, `${name}.f32`), count);
    if (!outcome) throw new Error(`${place}: what the method said of ${name} is gone; without row.json the row is made again`);
    return outcome;
  };
  const outcome = outcomeOf('test', test);
  const { probabilities: held } = outcomeOf('heldOut', heldOut);
  const temperature = fitTemperature([digitLogits(held, heldOut.labels)]).temperature;
  const detection = shiftedNames.map((name) => {
    const foreign = outcomeOf(name, shifted[name]);
    return [name, { ...foreignDetection(outcome, foreign), byDisagreement: disagreementDetection(outcome, foreign) }] as const;
  });
  return {
    ...(JSON.parse(readFileSync(join(place, 'row.json'), 'utf8')) as DigitRow),
    ...classificationFigures(outcome.probabilities, test.labels),
    temperature,
    scaled: classificationFigures(pooledProbabilities(digitLogits(outcome.probabilities, test.labels), temperature), test.labels),
    heldOut: classificationFigures(held, heldOut.labels),
    errors: errorDetection(outcome, test.labels),
    foreign: Object.fromEntries(detection) as unknown as MeasuredRow['foreign'],
  };
}
