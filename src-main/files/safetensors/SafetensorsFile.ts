import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { systemError } from '../systemError.ts';
import { parseSafetensorsHeader } from './safetensorsHeader.ts';
import type { SafetensorsEntry } from './safetensorsHeader.ts';

/** The header's length, a whole number of 64 bits, stands before it. */
const lengthBytes = 8;
/** Some hundred bytes a tensor: a hundred times the largest encoder here. */
const largestHeaderBytes = 10_000_000;

/**
 * Weights in a safetensors file from elsewhere, read as data. Opening it reads the header alone; each tensor is read when
 * it is asked for.
 */
export class SafetensorsFile {
  readonly path: string;
  readonly tensors: ReadonlyMap<string, Pick<SafetensorsEntry, 'type' | 'shape'>>;
  readonly #entries: ReadonlyMap<string, SafetensorsEntry>;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, entries: ReadonlyMap<string, SafetensorsEntry>) {
    this.path = path;
    this.#handle = handle;
    this.#entries = entries;
    this.tensors = entries;
  }

  /**
   * @throws SfumatoError `notFound`, `permissionDenied`; `invalidInput` when it is no plain file; `corrupt` when its
   *   header is not as the format wants it, or claims what the file does not hold
   */
  static async open(path: string): Promise<SafetensorsFile> {
    const entry = await lstat(path).catch((thrown: unknown) => {
      throw systemError(thrown, path);
    });
    // A link could lead anywhere on this machine, and a pipe never end.
    if (!entry.isFile()) throw new SfumatoError('invalidInput', say('notPlainFile', { path }));
    const handle = await open(path, 'r').catch((thrown: unknown) => {
      throw systemError(thrown, path);
    });
    try {
      return new SafetensorsFile(path, handle, await readHeader(handle, path));
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  }

  /**
   * @returns a tensor's values, row by row
   * @throws SfumatoError `invalidInput` when there is no such tensor or its values are no fractions; `corrupt` when one is not finite
   */
  async read(name: string): Promise<Float32Array> {
    const entry = this.#entries.get(name);
    if (!entry) throw new SfumatoError('invalidInput', say('safetensorsRefused', { path: this.path, why: say('safetensorsNoTensor', { name }) }));
    const decode = decoders[entry.type];
    if (!decode) throw new SfumatoError('invalidInput', say('safetensorsRefused', { path: this.path, why: say('safetensorsType', { name, wanted: Object.keys(decoders).join(', '), got: entry.type }) }));
    const values = decode(await readBytes(this.#handle, { path: this.path, offset: entry.offset, bytes: entry.bytes }));
    if (!values.every(Number.isFinite)) throw new SfumatoError('corrupt', say('weightsNotFinite', { path: this.path, name }));
    return values;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

async function readHeader(handle: FileHandle, path: string): Promise<ReadonlyMap<string, SafetensorsEntry>> {
  const { size } = await handle.stat();
  const refuse = (why: Message): never => {
    throw new SfumatoError('corrupt', say('safetensorsRefused', { path, why }));
  };
  if (size < lengthBytes) return refuse(say('safetensorsTooShort', { wanted: lengthBytes, got: size }));
  const length = new DataView(await readBytes(handle, { path, offset: 0, bytes: lengthBytes })).getBigUint64(0, true);
  const most = Math.min(largestHeaderBytes, size - lengthBytes);
  // Compared before it becomes a number, which could not hold it exactly.
  if (length > BigInt(most)) return refuse(say('safetensorsHeaderLength', { most, got: length.toString() }));
  const bytes = Number(length);
  const text = new TextDecoder().decode(await readBytes(handle, { path, offset: lengthBytes, bytes }));
  const parsed = parseSafetensorsHeader(text, lengthBytes + bytes, size);
  return 'fault' in parsed ? refuse(parsed.fault) : parsed;
}

interface ByteRange {
  readonly path: string;
  readonly offset: number;
  readonly bytes: number;
}

async function readBytes(handle: FileHandle, { path, offset, bytes }: ByteRange): Promise<ArrayBuffer> {
  const buffer = new ArrayBuffer(bytes);
  let done = 0;
  while (done < bytes) {
    const { bytesRead } = await handle.read(new Uint8Array(buffer, done), 0, bytes - done, offset + done).catch((thrown: unknown) => {
      throw systemError(thrown, path);
    });
    // Somebody cut the file meanwhile.
    if (bytesRead === 0) throw new SfumatoError('corrupt', say('safetensorsRefused', { path, why: say('safetensorsTooShort', { wanted: offset + bytes, got: offset + done }) }));
    done += bytesRead;
  }
  return buffer;
}

/** Of the types that weights come in. The machines that the program runs on are little endian, as the format is. */
const decoders: Partial<Readonly<Record<string, (bytes: ArrayBuffer) => Float32Array>>> = {
  F32: (bytes) => new Float32Array(bytes),
  F64: (bytes) => Float32Array.from(new Float64Array(bytes)),
  F16: (bytes) => Float32Array.from(new Float16Array(bytes)),
  BF16: (bytes) => new Float32Array(Uint32Array.from(new Uint16Array(bytes), (half) => half << 16).buffer),
};
