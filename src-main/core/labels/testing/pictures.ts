import { unlabelled } from '../labelMap.ts';
import type { LabelMap } from '../labelMap.ts';

/** Reads a map drawn as text: `.` is not labelled, a digit is a class. */
export function labelsFrom(picture: string): LabelMap {
  const rows = linesOf(picture);
  const data = Uint8Array.from(rows.join(''), (sign) => (sign === '.' ? unlabelled : Number(sign)));
  return { width: rows[0]!.length, height: rows.length, data };
}

/** The same drawn back. */
export function drawn({ width, data }: LabelMap): string {
  const signs = Array.from(data, (value) => (value === unlabelled ? '.' : String(value)));
  return signs.map((sign, at) => (at > 0 && at % width === 0 ? `\n${sign}` : sign)).join('');
}

export function linesOf(picture: string): string[] {
  return picture
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
