import { InvalidArgumentError } from 'commander';
import { deepEnsemble } from '../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice } from '../core/uncertainty/UncertaintyChoice.ts';

export interface UncertaintyOptions {
  /** Networks in the ensemble; of a method, drawn of each training. */
  readonly members: number;
  /** Left out: that of the model the run goes on from. */
  readonly method?: string;
  readonly methodSettings?: Readonly<Record<string, unknown>>;
  /** Left out: as the method needs. */
  readonly trainings?: number;
}

export interface TrainingsWish {
  readonly memberCount: number;
  readonly uncertainty: UncertaintyChoice | null;
}

/** Reads an option that is a JSON object. What the settings may be, the engine says. */
export function settingsObject(text: string): Readonly<Record<string, unknown>> {
  const read = parsed(text);
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Readonly<Record<string, unknown>>;
  throw new InvalidArgumentError('Wanted a JSON object, such as {"rank": 10}.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/**
 * What the options say of trainings and of what each gives: of a Deep Ensemble, each network is a training; of any other
 * method one training gives all of them, unless more are asked for.
 * @param parents the method of the model that the run goes on from; null where there is none, or a Deep Ensemble
 */
export function readUncertainty({ members, method, methodSettings, trainings }: UncertaintyOptions, parents: UncertaintyChoice | null): TrainingsWish {
  const named = method ?? parents?.method ?? deepEnsemble;
  const settings = methodSettings ?? (named === parents?.method ? parents.settings : {});
  if (named === deepEnsemble) return { memberCount: trainings ?? members, uncertainty: method === undefined && methodSettings === undefined ? null : { method: named, settings, members: 1 } };
  return { memberCount: trainings ?? 1, uncertainty: { method: named, settings, members } };
}
