import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { digitClasses } from '../digits/digitSets.ts';

/** What a method says of a set of images, its members reduced. */
export interface Outcome {
  readonly count: number;
  /** [count,10], mean over the members. */
  readonly probabilities: Float32Array;
  /** [count], mean over the members of each one's entropy, nats. */
  readonly expectedEntropy: Float32Array;
  /** [count], the method's own; null where it is the highest probability. */
  readonly confidence: Float32Array | null;
}

/** Kept, so that a figure thought of later needs no network. */
export function writeOutcome(path: string, { probabilities, expectedEntropy, confidence }: Outcome): void {
  const parts = [probabilities, expectedEntropy, ...(confidence ? [confidence] : [])];
  writeFileSync(path, Buffer.concat(parts.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))));
}

/** @returns null where there is none */
export function readOutcome(path: string, count: number): Outcome | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const [own, end] = [count * digitClasses, count * (digitClasses + 1)];
  if (all.length !== end && all.length !== end + count) throw new Error(`${path}: ${all.length} numbers do not tell of ${count} images`);
  return { count, probabilities: all.slice(0, own), expectedEntropy: all.slice(own, end), confidence: all.length > end ? all.slice(end) : null };
}
