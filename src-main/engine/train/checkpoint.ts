import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import { sha256Of } from '../ensemble/weightsFile.ts';

/** How far a member's training has come. All that a resumed run needs to go on bit for bit, but the data. */
export interface Checkpoint {
  /** Names the request it belongs to; another one's checkpoint is not used. */
  readonly fingerprint: string;
  /** Steps done. */
  readonly step: number;
  /** Halved each time the loss became no number. */
  readonly learningRateShare: number;
  readonly failures: number;
  /** Smoothed figures, for the progress. */
  readonly loss: number | null;
  readonly dice: number | null;
  /** Milliseconds spent on this member so far. */
  readonly elapsedMs: number;
  /** Of the best measuring so far; null before the first, or where none is made. */
  readonly bestDice: number | null;
  /** Measurings since then. */
  readonly withoutGain: number;
  /** What the trunk's weights follow from, then the head. */
  readonly values: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly statistics: Float32Array;
  /** Values and statistics; empty where no mean is kept. */
  readonly average: Float32Array;
  /** What the scheme of weights followed along the training; empty where it follows nothing. */
  readonly tracked: Float32Array;
  /** Values, statistics and what was followed at the best measuring; empty before the first. */
  readonly best: Float32Array;
}

export const checkpointArrays = ['values', 'first', 'second', 'statistics', 'average', 'tracked', 'best'] as const;
export type CheckpointArrays = Pick<Checkpoint, (typeof checkpointArrays)[number]>;

const headerSchema = z.strictObject({
  fingerprint: z.string(),
  step: z.int().min(0),
  learningRateShare: z.number().positive(),
  failures: z.int().min(0),
  loss: z.number().nullable(),
  dice: z.number().nullable(),
  elapsedMs: z.number(),
  bestDice: z.number().nullable(),
  withoutGain: z.int().min(0),
  lengths: z.array(z.int().min(0)).length(checkpointArrays.length),
  sha256: z.string(),
});

function checkpointPath(folder: string, member: number): string {
  return join(folder, `member-${member}.checkpoint`);
}

/**
 * Writes one member's checkpoint over its last one: a JSON line, then the arrays as
 * little-endian float32.
 * @throws SfumatoError `diskFull`, `permissionDenied`, the last checkpoint untouched
 */
export async function writeCheckpoint(folder: string, member: number, checkpoint: Checkpoint): Promise<void> {
  const { values, first, second, statistics, average, tracked, best, ...figures } = checkpoint;
  // In the order of `checkpointArrays`.
  const parts = [values, first, second, statistics, average, tracked, best];
  const payload = Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
  const header = { ...figures, lengths: parts.map(({ length }) => length), sha256: sha256Of(payload) };
  const path = checkpointPath(folder, member);
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(path, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), payload]));
  } catch (thrown) {
    throw systemError(thrown, path);
  }
}

/**
 * @returns the member's checkpoint; null when there is none, it is damaged (training then begins anew, nothing else is
 * lost) or it belongs to another request
 */
export async function readCheckpoint(folder: string, member: number, fingerprint: string): Promise<Checkpoint | null> {
  const path = checkpointPath(folder, member);
  const bytes = await readFile(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null;
    throw systemError(thrown, path);
  });
  const lineEnd = bytes?.indexOf(10) ?? -1;
  if (!bytes || lineEnd < 0) return null;
  const header = parseHeader(bytes.toString('utf8', 0, lineEnd));
  const payload = new Uint8Array(bytes.subarray(lineEnd + 1));
  if (header === null || header.fingerprint !== fingerprint || sha256Of(payload) !== header.sha256) return null;
  const { lengths, sha256: _sha256, ...figures } = header;
  let offset = 0;
  const parts = lengths.map((length) => {
    const part = new Float32Array(payload.buffer, offset, length);
    offset += length * 4;
    return part;
  });
  return { ...figures, ...(Object.fromEntries(checkpointArrays.map((name, index) => [name, parts[index]!])) as CheckpointArrays) };
}

function parseHeader(line: string): z.infer<typeof headerSchema> | null {
  try {
    return headerSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/** Removes the checkpoints of a finished job. */
export async function removeCheckpoints(folder: string, memberCount: number): Promise<void> {
  for (let member = 0; member < memberCount; member++) await rm(checkpointPath(folder, member), { force: true });
}
