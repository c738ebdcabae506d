import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** An array as MNIST's files hold it: unsigned bytes, the last side innermost. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/** Third byte of the magic number of unsigned bytes. */
const unsignedByte = 0x08;

/**
 * Reads a gzipped idx file of unsigned bytes: two zeros, the type, the rank, each side as a big-endian word, the values.
 * @throws Error that names the file, when it is of another type or its length is not what its sides say
 * Source: LeCun et al., "The MNIST database of handwritten digits", file formats.
 */
export function readIdx(path: string): IdxArray {
  const bytes = gunzipSync(readFileSync(path));
  if (bytes.readUInt16BE(0) !== 0 || bytes[2] !== unsignedByte) throw new Error(`${path}: wanted an idx file of unsigned bytes, its first bytes are ${bytes.subarray(0, 4).toString('hex')}`);
  const shape = Array.from({ length: bytes[3]! }, (_none, side) => bytes.readUInt32BE(4 + 4 * side));
  const count = shape.reduce((product, side) => product * side, 1);
  const begin = 4 + 4 * shape.length;
  if (bytes.length !== begin + count) throw new Error(`${path}: wanted ${count} values for ${shape.join(' x ')}, got ${bytes.length - begin}`);
  return { shape, values: Uint8Array.from(bytes.subarray(begin)) };
}
