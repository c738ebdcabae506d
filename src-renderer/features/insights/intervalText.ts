import type { Evidence } from '../../../src-main/contract/evidence.ts';
import { words } from '../../messages/messages.ts';

type OpenInterval = Evidence['arms']['speedUp'];

/** The bounds beside an estimate, in brackets; nothing where there are none. */
export function rangeText({ lower, upper }: OpenInterval, format: (value: number) => string): string {
  if (lower === null) return '';
  return upper === null ? words.evidence.from(format(lower)) : words.evidence.interval(format(lower), format(upper));
}

/** An estimate with its bounds. */
export function estimateText(interval: OpenInterval, format: (value: number) => string): string {
  if (interval.estimate === null) return words.evidence.none;
  return [format(interval.estimate), rangeText(interval, format)].filter((part) => part !== '').join(' ');
}
