import { say } from '../messages/Message.ts';
import type { Message } from '../messages/Message.ts';
import { SfumatoError } from '../SfumatoError.ts';
import type { SettingRule } from './recipeRules.ts';

/** @returns whether a value is what its rule asks for */
export function obeys(value: unknown, rule: SettingRule): boolean {
  if (rule.kind === 'choice') return typeof value === 'string' && rule.names.includes(value);
  if (rule.kind === 'switch') return typeof value === 'boolean';
  if (rule.kind === 'wholeNumber' && !Number.isInteger(value)) return false;
  return typeof value === 'number' && value >= rule.least && value <= rule.most;
}

/** What a rule asks for, in words. */
export function wantedOf(rule: SettingRule): Message {
  if (rule.kind === 'choice') return say('oneOfThese', { names: rule.names.join(', ') });
  if (rule.kind === 'switch') return say('trueOrFalse');
  const { least, most } = rule;
  return rule.kind === 'wholeNumber' ? say('aWholeNumberBetween', { least, most }) : say('aNumberBetween', { least, most });
}

/** @throws SfumatoError `invalidInput`, always */
export function refuseSetting(setting: string, wanted: Message, got: unknown): never {
  // JSON has no word for NaN.
  const text = typeof got === 'string' ? got : typeof got === 'number' ? `${got}` : (JSON.stringify(got) ?? typeof got);
  throw new SfumatoError('invalidInput', say('settingWrong', { setting, wanted, got: text }));
}
