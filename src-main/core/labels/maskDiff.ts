import { SfumatoError } from '../SfumatoError.ts';
import type { LabelMap } from './labelMap.ts';

/**
 * A change to a label map or to object ids as runs of pixels in row-major order over the whole image: the unit of the
 * journal, of undo and of what the canvas sends. A run never leaves its row. Values take 32 bits; that classes fit in a
 * byte is checked where a change is committed.
 */
export interface MaskDiff {
  readonly width: number;
  readonly height: number;
  /** Four numbers a run: index of its first pixel, length, value before, value after. Ascending, not overlapping. */
  readonly runs: Uint32Array;
}

const fieldsPerRun = 4;
const headerFields = 3;
/** First field of an encoded diff, so that other bytes are told apart: "SFD1". */
const signature = 0x31444653;

/** @throws SfumatoError `invalidInput` when the sizes differ */
export function diffLabelMaps(before: LabelMap, after: LabelMap): MaskDiff {
  const { width, height } = before;
  if (after.width !== width || after.height !== height) {
    throw new SfumatoError(
      'invalidInput',
      `label maps to compare: wanted ${width} x ${height}, got ${after.width} x ${after.height}`,
    );
  }
  const runs: number[] = [];
  for (let row = 0; row < height; row++) {
    const rowEnd = (row + 1) * width;
    let index = row * width;
    while (index < rowEnd) {
      const from = before.data[index]!;
      const to = after.data[index]!;
      if (from === to) {
        index++;
        continue;
      }
      const start = index;
      do index++;
      while (index < rowEnd && before.data[index] === from && after.data[index] === to);
      runs.push(start, index - start, from, to);
    }
  }
  return { width, height, runs: Uint32Array.from(runs) };
}

export function changedPixelCount(diff: MaskDiff): number {
  let count = 0;
  for (let at = 1; at < diff.runs.length; at += fieldsPerRun) count += diff.runs[at]!;
  return count;
}

/** Classes, or object numbers, of a whole image. */
export interface ChangeableMap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint32Array;
}

/**
 * Writes the diff's `after` values into the map, in place.
 * @throws SfumatoError `conflict`, the map untouched, when a pixel does not hold the diff's `before` value
 */
export function applyMaskDiff(map: ChangeableMap, diff: MaskDiff): void {
  if (map.width !== diff.width || map.height !== diff.height) {
    throw new SfumatoError(
      'conflict',
      `label change: made for ${diff.width} x ${diff.height}, the image is ${map.width} x ${map.height}`,
    );
  }
  for (let at = 0; at < diff.runs.length; at += fieldsPerRun) {
    const start = diff.runs[at]!;
    const end = start + diff.runs[at + 1]!;
    const before = diff.runs[at + 2]!;
    for (let index = start; index < end; index++) {
      if (map.data[index] !== before) {
        throw new SfumatoError(
          'conflict',
          `label change: pixel (${index % map.width}, ${Math.floor(index / map.width)}) holds ${map.data[index]}, the change expects ${before}`,
        );
      }
    }
  }
  for (let at = 0; at < diff.runs.length; at += fieldsPerRun) {
    const start = diff.runs[at]!;
    map.data.fill(diff.runs[at + 3]!, start, start + diff.runs[at + 1]!);
  }
}

/** The change that takes this one back. */
export function invertMaskDiff(diff: MaskDiff): MaskDiff {
  const runs = Uint32Array.from(diff.runs);
  for (let at = 0; at < runs.length; at += fieldsPerRun) {
    runs[at + 2] = diff.runs[at + 3]!;
    runs[at + 3] = diff.runs[at + 2]!;
  }
  return { ...diff, runs };
}

/** @returns little-endian bytes: signature, width, height, then four 32-bit numbers a run */
export function encodeMaskDiff(diff: MaskDiff): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((headerFields + diff.runs.length) * 4);
  const view = new DataView(bytes.buffer);
  [signature, diff.width, diff.height].forEach((value, at) => view.setUint32(at * 4, value, true));
  diff.runs.forEach((value, at) => view.setUint32((headerFields + at) * 4, value, true));
  return bytes;
}

/** @throws SfumatoError `invalidInput` when the bytes are no well-formed diff */
export function decodeMaskDiff(bytes: Uint8Array): MaskDiff {
  const refuse = (what: string): never => {
    throw new SfumatoError('invalidInput', `label change of ${bytes.byteLength} bytes: ${what}`);
  };
  if (bytes.byteLength < headerFields * 4 || bytes.byteLength % 4 !== 0) refuse('its length is wrong');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== signature) refuse('it does not begin with its signature');
  const width = view.getUint32(4, true);
  const height = view.getUint32(8, true);
  const fields = bytes.byteLength / 4 - headerFields;
  if (fields % fieldsPerRun !== 0) refuse('its last run is cut');
  const runs = new Uint32Array(fields);
  for (let at = 0; at < fields; at++) runs[at] = view.getUint32((headerFields + at) * 4, true);
  let end = 0;
  for (let at = 0; at < fields; at += fieldsPerRun) {
    const start = runs[at]!;
    const length = runs[at + 1]!;
    const leavesRow = (start % width) + length > width;
    if (start < end || length === 0 || leavesRow || start + length > width * height) refuse(`run ${at / fieldsPerRun} is out of place`);
    end = start + length;
  }
  return { width, height, runs };
}
