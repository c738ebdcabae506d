import type * as z from 'zod';

/**
 * What is wrong with a config: for each fault the field, the value found there and what is allowed.
 * @param candidate the config that was checked
 */
export function configFaults(error: z.ZodError, candidate: unknown): string {
  return error.issues.map((issue) => `${fieldOf(issue)}: got ${valueAt(candidate, issue.path)}, wanted ${allowed(issue)}`).join('; ');
}

function fieldOf({ path }: z.core.$ZodIssue): string {
  return path.length === 0 ? 'the config' : path.join('.');
}

function valueAt(candidate: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = candidate;
  for (const key of path) value = typeof value === 'object' && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function allowed(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  if (issue.code === 'invalid_union' && 'options' in issue && issue.options) return `one of ${issue.options.map((value) => JSON.stringify(value)).join(', ')}`;
  if (issue.code === 'too_small') return `${issue.minimum} or more`;
  if (issue.code === 'too_big') return `${issue.maximum} or less`;
  if (issue.code === 'not_multiple_of') return `a multiple of ${issue.divisor}`;
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue.code === 'unrecognized_keys') return `no field ${issue.keys.join(', ')}`;
  return issue.message;
}
