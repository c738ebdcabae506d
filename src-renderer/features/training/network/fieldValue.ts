import type { NetworkField } from '../../../../src-main/core/networks/NetworkDescription.ts';
import type { NetworkRule } from '../../../../src-main/core/networks/NetworkRule.ts';
import { formatExact } from '../../../messages/format.ts';
import { words } from '../../../messages/messages.ts';

/** A field's number as typed, its choice, or whether it is on. */
export type Said = string | boolean;

/** Numbers may be written with a comma, lists with commas or spaces. What is none is NaN, which no rule allows. */
export function valueOf(said: Said, rule: NetworkRule): unknown {
  if (rule.kind === 'switch' || typeof said === 'boolean') return said;
  if (rule.kind === 'choice') return rule.values.find((value) => String(value) === said);
  const text = said.trim();
  if (rule.kind === 'wholeNumbers') return text === '' ? [] : text.split(/[\s,;]+/).map(Number);
  return text === '' ? NaN : Number(text.replace(',', '.'));
}

/** A value as its field shows it. */
export function saidOf(value: unknown): Said {
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'number' && !Number.isInteger(value) ? formatExact(value) : String(value);
}

/** What a field means that is left out of a config. */
export function valueLeftOut({ rule }: NetworkField): unknown {
  if (rule.kind === 'switch') return false;
  return rule.kind === 'number' || rule.kind === 'wholeNumber' ? rule.least : undefined;
}

/** What a field may be, in words. */
export function allowedBy(rule: NetworkRule): string {
  const text = words.network;
  if (rule.kind === 'switch' || rule.kind === 'choice') return '';
  const [least, most] = [formatExact(rule.least), formatExact(rule.most)];
  if (rule.kind === 'wholeNumbers') return text.listOf(`${rule.fewest}`, `${rule.atMost}`, most);
  if (rule.kind === 'number') return text.between(least, most);
  return rule.multipleOf === 1 ? text.wholeBetween(least, most) : text.multipleBetween(`${rule.multipleOf}`, least, most);
}
