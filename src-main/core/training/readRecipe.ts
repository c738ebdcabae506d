import { say } from '../messages/Message.ts';
import type { Message } from '../messages/Message.ts';
import { SfumatoError } from '../SfumatoError.ts';
import { recipeRules } from './recipeRules.ts';
import type { SettingRule } from './recipeRules.ts';
import { defaultRecipe } from './TrainingRecipe.ts';
import type { TrainingRecipe } from './TrainingRecipe.ts';

const lossTerms = ['crossEntropy', 'dice', 'focal', 'lovasz', 'boundary'] as const;

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
    for (const [name, value] of Object.entries(settings)) check(`${group}.${name}`, value, (rules as Readonly<Record<string, SettingRule>>)[name]!);
    return [group, { ...before, ...settings }];
  });
  const recipe = Object.fromEntries(read) as TrainingRecipe;
  if (lossTerms.every((term) => recipe.loss[term] === 0)) refuse('loss', say('atLeastOneOver0', { names: lossTerms.join(', ') }), 0);
  return recipe;
}

/** @returns whether a value is what its rule asks for */
export function obeys(value: unknown, rule: SettingRule): boolean {
  if (rule.kind === 'choice') return typeof value === 'string' && rule.names.includes(value);
  if (rule.kind === 'switch') return typeof value === 'boolean';
  if (rule.kind === 'wholeNumber' && !Number.isInteger(value)) return false;
  return typeof value === 'number' && value >= rule.least && value <= rule.most;
}

function check(setting: string, value: unknown, rule: SettingRule): void {
  if (!obeys(value, rule)) refuse(setting, wanted(rule), value);
}

function wanted(rule: SettingRule): Message {
  if (rule.kind === 'choice') return say('oneOfThese', { names: rule.names.join(', ') });
  if (rule.kind === 'switch') return say('trueOrFalse');
  const { least, most } = rule;
  return rule.kind === 'wholeNumber' ? say('aWholeNumberBetween', { least, most }) : say('aNumberBetween', { least, most });
}

/** @throws SfumatoError `invalidInput` for what is no record, or has a name that is not known */
function record(place: string, value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  const names = say('settingsAmong', { names: known.join(', ') });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(place, names, value);
  const strange = Object.keys(value).find((name) => !known.includes(name));
  return strange === undefined ? (value as Readonly<Record<string, unknown>>) : refuse(place, names, strange);
}

function refuse(setting: string, what: Message, got: unknown): never {
  // JSON has no word for NaN.
  const text = typeof got === 'string' ? got : typeof got === 'number' ? `${got}` : (JSON.stringify(got) ?? typeof got);
  throw new SfumatoError('invalidInput', say('settingWrong', { setting, wanted: what, got: text }));
}
