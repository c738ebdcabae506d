import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A volume as its file has it: x runs fastest, then y, then z. */
export interface Volume {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly values: Float32Array;
}

const headerBytes = 348;

/** Bytes a value and how it is read, by the data types of the sets measured. */
const readers: Readonly<Record<number, { readonly bytes: number; readonly at: (view: DataView, offset: number) => number }>> = {
  2: { bytes: 1, at: (view, offset) => view.getUint8(offset) },
  4: { bytes: 2, at: (view, offset) => view.getInt16(offset, true) },
  8: { bytes: 4, at: (view, offset) => view.getInt32(offset, true) },
  16: { bytes: 4, at: (view, offset) => view.getFloat32(offset, true) },
  64: { bytes: 8, at: (view, offset) => view.getFloat64(offset, true) },
  512: { bytes: 2, at: (view, offset) => view.getUint16(offset, true) },
};

/**
 * Reads a gzipped NIfTI-1 volume of three dimensions, little endian, as the benchmark's own set is: not a reader for files of others.
 * @throws Error for anything else
 * Source: NIfTI-1 data format, https://nifti.nimh.nih.gov/nifti-1.
 */
export function readNifti(path: string): Volume {
  const bytes = gunzipSync(readFileSync(path));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes || view.getInt32(0, true) !== headerBytes) throw new Error(`${path}: wanted a little-endian NIfTI-1 header`);
  const [width, height, depth] = [view.getInt16(42, true), view.getInt16(44, true), view.getInt16(46, true)];
  const dataType = view.getInt16(70, true);
  const reader = readers[dataType];
  if (!reader) throw new Error(`${path}: wanted a data type of ${Object.keys(readers).join(', ')}, got ${dataType}`);
  const start = view.getFloat32(108, true);
  const count = width * height * depth;
  if (!(count > 0) || bytes.length < start + count * reader.bytes) throw new Error(`${path}: wanted ${width} x ${height} x ${depth} values, got ${bytes.length - start} bytes`);
  // A slope of 0 says that values are as they are stored.
  const slope = view.getFloat32(112, true) || 1;
  const intercept = view.getFloat32(116, true);
  return { width, height, depth, values: Float32Array.from({ length: count }, (_none, index) => reader.at(view, start + index * reader.bytes) * slope + intercept) };
}
