import type * as z from 'zod';
import { quote, say } from '../src-main/core/messages/Message.ts';
import type { Message } from '../src-main/core/messages/Message.ts';

/** What is wrong with one field of a config. */
export interface ConfigFault {
  /** Dotted path; empty for the config itself. */
  readonly field: string;
  /** The value found there, as JSON. */
  readonly got: string | Message;
  readonly wanted: Message;
}

/** What the refinements of the schemas ask for, by what stands there as their message. */
const refinements: Readonly<Record<string, Message>> = {
  aDivisorOfTheWidth: say('aDivisorOfTheWidth'),
  anEvenNumber: say('anEvenNumber'),
};

/**
 * What is wrong with a config: for each fault the field, the value found there and what is allowed.
 * @param candidate the config that was checked
 */
export function configFaults(error: z.ZodError, candidate: unknown): ConfigFault[] {
  return error.issues.map((issue) => ({ field: issue.path.join('.'), got: valueAt(candidate, issue.path), wanted: allowed(issue) }));
}

/** All faults in one sentence. */
export function faultsInWords(faults: readonly ConfigFault[]): Message {
  return say('configFaults', { faults: faults.map(({ field, got, wanted }) => say('configFault', { field: field === '' ? say('theConfig') : field, got, wanted })) });
}

function valueAt(candidate: unknown, path: readonly PropertyKey[]): string | Message {
  let value: unknown = candidate;
  for (const key of path) value = typeof value === 'object' && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
  return value === undefined ? say('nothing') : JSON.stringify(value);
}

function allowed(issue: z.core.$ZodIssue): Message {
  if (issue.code === 'invalid_value') return say('oneOfThese', { names: listed(issue.values) });
  if (issue.code === 'invalid_union' && 'options' in issue && issue.options) return say('oneOfThese', { names: listed(issue.options) });
  if (issue.code === 'too_small') return say('thisOrMore', { least: Number(issue.minimum) });
  if (issue.code === 'too_big') return say('thisOrLess', { most: Number(issue.maximum) });
  if (issue.code === 'not_multiple_of') return say('aMultiple', { number: Number(issue.divisor) });
  if (issue.code === 'invalid_type') return say('aValueOfType', { type: issue.expected });
  if (issue.code === 'unrecognized_keys') return say('noSuchField', { names: issue.keys.join(', ') });
  return refinements[issue.message] ?? quote(issue.message);
}

function listed(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
