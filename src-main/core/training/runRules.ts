import { obeys, refuseSetting, wantedOf } from './checkSetting.ts';
import type { SettingRule } from './recipeRules.ts';

/** Numbers of a run's size that may be left to the program. */
export interface RunNumbers {
  readonly learningRate: number | null;
  readonly batchSize: number | null;
  /** Pixels. */
  readonly cropSide: number | null;
}

export const runRules: { readonly [Name in keyof RunNumbers]: SettingRule } = {
  learningRate: { kind: 'number', least: 1e-7, most: 1 },
  batchSize: { kind: 'wholeNumber', least: 1, most: 64 },
  cropSide: { kind: 'wholeNumber', least: 32, most: 1024 },
};

/** @throws SfumatoError `invalidInput` naming the setting, what it may be and what it was; null is always allowed */
export function checkRunNumbers(numbers: RunNumbers): void {
  for (const [name, rule] of Object.entries(runRules)) {
    const value = numbers[name as keyof RunNumbers];
    if (value !== null && !obeys(value, rule)) refuseSetting(name, wantedOf(rule), value);
  }
}
