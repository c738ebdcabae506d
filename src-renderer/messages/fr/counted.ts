import { formatCount } from '../numbers.ts';

const plurals = new Intl.PluralRules('fr');

/** A count with its noun: French puts 0 and 1 in the singular. */
export function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${plurals.select(count) === 'one' ? one : many}`;
}
