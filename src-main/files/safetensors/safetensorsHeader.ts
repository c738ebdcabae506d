import * as z from 'zod';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { messageOf } from '../../core/SfumatoError.ts';

/** Bytes of a value of each type of the format. */
const bytesPerValue = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const;

export type SafetensorsType = keyof typeof bytesPerValue;

/** A tensor of a safetensors file. */
export interface SafetensorsEntry {
  readonly type: SafetensorsType;
  readonly shape: readonly number[];
  /** Where its values begin, from the start of the file. */
  readonly offset: number;
  readonly bytes: number;
}

/** Why a file cannot be read, for the caller to say with its path. */
export interface SafetensorsFault {
  readonly fault: Message;
}

const entrySchema = z.strictObject({
  dtype: z.enum(Object.keys(bytesPerValue) as [SafetensorsType, ...SafetensorsType[]]),
  shape: z.array(z.int().min(0)).max(8),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

/**
 * Reads the header of a safetensors file and checks all that it claims against the file's size.
 * @param text of the header
 * @param dataStart where the header ends in the file
 * @param fileBytes the file's size
 * @returns the tensors by name, or why there are none
 * Source: the format's description, https://github.com/huggingface/safetensors (version 0.5).
 */
export function parseSafetensorsHeader(text: string, dataStart: number, fileBytes: number): ReadonlyMap<string, SafetensorsEntry> | SafetensorsFault {
  let candidate: unknown;
  try {
    candidate = JSON.parse(text);
  } catch (thrown) {
    return { fault: say('safetensorsHeader', { why: messageOf(thrown) }) };
  }
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate)) return { fault: say('safetensorsHeader', { why: 'no JSON object' }) };
  const tensors = new Map<string, SafetensorsEntry>();
  for (const [name, value] of Object.entries(candidate)) {
    if (name === '__metadata__') continue;
    const checked = entrySchema.safeParse(value);
    if (!checked.success) return { fault: say('safetensorsTensor', { name, why: checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') }) };
    const { dtype, shape, data_offsets: [from, to] } = checked.data;
    const bytes = shape.reduce((product, side) => product * side, bytesPerValue[dtype]);
    if (to - from !== bytes) return { fault: say('safetensorsBytes', { name, wanted: bytes, got: to - from }) };
    tensors.set(name, { type: dtype, shape, offset: dataStart + from, bytes });
  }
  const fault = coverageFault(tensors, dataStart, fileBytes);
  return fault ? { fault } : tensors;
}

/**
 * The format wants every byte to belong to one tensor. So what overlaps is refused, and so is a name that comes twice:
 * the JSON keeps the last of them, and the bytes of the first belong to nobody.
 */
function coverageFault(tensors: ReadonlyMap<string, SafetensorsEntry>, dataStart: number, fileBytes: number): Message | null {
  let at = dataStart;
  for (const { offset, bytes } of [...tensors.values()].sort((a, b) => a.offset - b.offset || a.bytes - b.bytes)) {
    if (offset !== at) return say('safetensorsCoverage', { at: Math.min(at, offset) });
    at += bytes;
  }
  return at === fileBytes ? null : say('safetensorsCoverage', { at: Math.min(at, fileBytes) });
}
