import { linesOf } from '../../labels/testing/pictures.ts';
import type { DisplayWindow, PixelMask } from '../SampleWindow.ts';

/** Reads a mask drawn as text: `#` is chosen, `.` is not. */
export function maskFrom(picture: string): PixelMask {
  const rows = linesOf(picture);
  return { width: rows[0]!.length, height: rows.length, data: Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 1 : 0)) };
}

export function drawnMask({ width, data }: PixelMask): string[] {
  const rows: string[] = [];
  for (let at = 0; at < data.length; at += width) {
    rows.push(Array.from(data.subarray(at, at + width), (value) => (value === 1 ? '#' : '.')).join(''));
  }
  return rows;
}

/** Reads a grey window drawn as digits, each standing for ten times itself in display units. */
export function greyFrom(picture: string): DisplayWindow {
  const rows = linesOf(picture);
  return {
    width: rows[0]!.length,
    height: rows.length,
    channels: 1,
    values: Float32Array.from(rows.join(''), (sign) => Number(sign) * 10),
  };
}
