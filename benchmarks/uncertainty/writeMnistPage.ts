import type { MeasuredRow } from './figures/measuredRows.ts';
export function writeMnistPage(rows: readonly MeasuredRow[]): void {
  void rows;
}
