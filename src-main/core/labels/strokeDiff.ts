import type { LabelMap } from './labelMap.ts';
import type { MaskDiff } from './maskDiff.ts';
import type { StrokeMemo } from './StrokeMemo.ts';

/** The whole stroke as one change: what the memo remembers against the map as it is now. */
export function strokeDiff(map: LabelMap, memo: StrokeMemo): MaskDiff {
  const runs: number[] = [];
  for (const { start, before } of memo.rows()) {
    let at = 0;
    while (at < before.length) {
      const from = before[at]!;
      const to = map.data[start + at]!;
      if (from === to) {
        at++;
        continue;
      }
      const first = at;
      do at++;
      while (at < before.length && before[at] === from && map.data[start + at] === to);
      runs.push(start + first, at - first, from, to);
    }
  }
  return { width: map.width, height: map.height, runs: Uint32Array.from(runs) };
}
