import type { ModelComparison } from '../../../src-main/core/comparison/ModelComparison.ts';
import { formatCount, formatThree } from '../../messages/format.ts';
import { words } from '../../messages/messages.ts';

/** Whether a change reads as one, with three digits. */
export function isShown(change: number): boolean {
  return formatThree(Math.abs(change)) !== formatThree(0);
}

/** A change with its sign; what reads as nothing has none. */
export function formatChange(change: number): string {
  const text = formatThree(Math.abs(change));
  if (!isShown(change)) return `±${text}`;
  return `${change < 0 ? '−' : '+'}${text}`;
}

/** What a comparison came to, in sentences: the verdict, why there is none, and how large the change is. */
export function comparisonSentences({ verdict, why, mean, images }: ModelComparison): string[] {
  const { updates } = words;
  if (images === 0) return [updates.verdicts[verdict], updates.why.noImages];
  return [updates.verdicts[verdict], ...(why ? [updates.why[why]] : []), updates.mean(formatChange(mean), images)];
}

/** How sure the change is, and on what it was measured. */
export function comparisonBasis({ lower, upper, images, heldBackImages, pixels }: ModelComparison): string[] {
  const { updates } = words;
  return [
    ...(lower !== null && upper !== null ? [updates.bounds(formatChange(lower), formatChange(upper))] : []),
    updates.measuredOn(Math.min(heldBackImages, images), Math.max(0, images - heldBackImages), formatCount(pixels)),
  ];
}
