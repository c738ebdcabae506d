import type { MaskDiff } from '../../../src-main/core/labels/maskDiff.ts';

/** Whether labels hold what a change makes of them: then the change is in them already. */
export function isDiffInLabels(labels: Uint8Array, { runs }: MaskDiff): boolean {
  for (let at = 0; at < runs.length; at += 4) {
    const start = runs[at]!;
    for (let index = start; index < start + runs[at + 1]!; index++) if (labels[index] !== runs[at + 3]) return false;
  }
  return true;
}
