import { deflateSync, inflateSync } from 'node:zlib';

/** Runs of labels pack to almost nothing at the fastest level, and a stroke must not wait. */
const fastest = { level: 1 } as const;

export function pack(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, fastest);
}

/** @param maximumBytes what a sound row can hold at most, so that a damaged one cannot fill the memory */
export function unpack(packed: Uint8Array, maximumBytes: number): Uint8Array {
  return inflateSync(packed, { maxOutputLength: Math.max(1, maximumBytes) });
}
