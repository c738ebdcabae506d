import { say } from '../messages/Message.ts';
import { obeys, refuseSetting, wantedOf } from './checkSetting.ts';
import { recipeRules } from './recipeRules.ts';
import type { SettingRule } from './recipeRules.ts';
import { defaultRecipe } from './TrainingRecipe.ts';
import type { TrainingRecipe } from './TrainingRecipe.ts';

/** The terms that a loss is the sum of. */
export const lossTerms = ['crossEntropy', 'dice', 'focal', 'lovasz', 'boundary'] as const;

/**
 * Reads what a user, a file or another program says of a recipe.
 * @param changes groups of settings; what is left out stays as it is by default
 * @throws SfumatoError `invalidInput` naming the setting, what it may be and what it was
 */
export function readRecipe(changes: unknown): TrainingRecipe {
  const groups = record('recipe', changes, Object.keys(recipeRules));
  const read = Object.entries(recipeRules).map(([group, rules]) => {
    const before = defaultRecipe[group as keyof TrainingRecipe];
    const settings = record(group, groups[group] ?? {}, Object.keys(rules));
    for (const [name, value] of Object.entries(settings)) {
      const rule = (rules as Readonly<Record<string, SettingRule>>)[name]!;
      if (!obeys(value, rule)) refuseSetting(`${group}.${name}`, wantedOf(rule), value);
    }
    return [group, { ...before, ...settings }];
  });
  const recipe = Object.fromEntries(read) as TrainingRecipe;
  if (lossTerms.every((term) => recipe.loss[term] === 0)) refuseSetting('loss', say('atLeastOneOver0', { names: lossTerms.join(', ') }), 0);
  return recipe;
}

/** @throws SfumatoError `invalidInput` for what is no record, or has a name that is not known */
function record(place: string, value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  const names = say('settingsAmong', { names: known.join(', ') });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuseSetting(place, names, value);
  const strange = Object.keys(value).find((name) => !known.includes(name));
  return strange === undefined ? (value as Readonly<Record<string, unknown>>) : refuseSetting(place, names, strange);
}
