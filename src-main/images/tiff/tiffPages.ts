import { closeSync, openSync, readSync } from 'node:fs';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { systemError } from '../../files/systemError.ts';
import type { FileToDecode } from '../imagesApi.ts';

/** The tags of one page of a TIFF that say what its samples mean (TIFF 6.0, section 8; BigTIFF; supplement 2). */
export interface TiffPage {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly samplesPerPixel: number;
  /** 1 unsigned, 2 signed, 3 floating point. */
  readonly sampleFormat: number;
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 separated (CMYK), 6 YCbCr. */
  readonly photometric: number;
  /** 1 samples lie together pixel by pixel, 2 each channel is a plane of its own. */
  readonly planarConfiguration: number;
  /** Of each sample beyond the colours: 0 anything, 1 or 2 alpha. */
  readonly extraSamples: readonly number[];
  /** A smaller copy of another page, or a mask of one: no picture of its own. */
  readonly isSubordinate: boolean;
  /** Pixels a unit; null where the page does not say. */
  readonly resolution: { readonly x: number; readonly y: number; readonly unit: number } | null;
  readonly description: string;
}

const tags = {
  subfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  photometric: 262,
  description: 270,
  samplesPerPixel: 277,
  xResolution: 282,
  yResolution: 283,
  planarConfiguration: 284,
  resolutionUnit: 296,
  extraSamples: 338,
  sampleFormat: 339,
} as const;

/** Bytes of a value of each type that is read here: ASCII, SHORT, LONG, RATIONAL, LONG8. */
const bytesOfType: Readonly<Record<number, number>> = { 2: 1, 3: 2, 4: 4, 5: 8, 16: 8 };
const asciiType = 2;
const rationalType = 5;

/** Far more than any real page or file has. */
const maximumEntries = 4096;
const maximumPages = 65_536;
const maximumNumbers = 4096;
/** OME-XML of a plate runs to megabytes. */
const maximumTextBytes = 32 * 2 ** 20;

/** Bits of NewSubfileType. */
const reducedCopy = 1;
const mask = 4;

/** Where the two kinds of TIFF differ. */
interface Kind {
  readonly offsetBytes: 4 | 8;
  readonly firstOffsetAt: number;
  readonly countBytes: 2 | 8;
  readonly entryBytes: 12 | 20;
}
const classic: Kind = { offsetBytes: 4, firstOffsetAt: 4, countBytes: 2, entryBytes: 12 };
const big: Kind = { offsetBytes: 8, firstOffsetAt: 8, countBytes: 8, entryBytes: 20 };

interface TiffFile {
  readonly name: string;
  readonly handle: number;
  readonly kind: Kind;
  readonly little: boolean;
}

/**
 * Every page of a TIFF, in the file's own order. Runs in the decoder process, so it may read while nothing else does.
 * @throws SfumatoError `unreadableImage` when the directory of pages is cut off, damaged or goes in a circle
 */
export function readTiffPages(file: FileToDecode): TiffPage[] {
  let handle: number;
  try {
    handle = openSync(file.path, 'r');
  } catch (thrown) {
    throw systemError(thrown, file.name);
  }
  try {
    const header = readAt(handle, 0, 16) ?? refuse(say('tiffHeaderCut', { name: file.name }));
    const little = header.getUint8(0) === 0x49;
    const kind = header.getUint16(2, little) === 43 ? big : classic;
    return walk({ name: file.name, handle, kind, little }, readOffset(header, kind.firstOffsetAt, kind, little));
  } finally {
    closeSync(handle);
  }
}

function walk(file: TiffFile, first: number): TiffPage[] {
  const { name, handle, kind, little } = file;
  const pages: TiffPage[] = [];
  const visited = new Set<number>();
  for (let at = first; at !== 0; ) {
    if (visited.has(at)) refuse(say('tiffCircle', { name, page: pages.length + 1 }));
    if (pages.length === maximumPages) refuse(say('tiffTooManyPages', { name, most: maximumPages }));
    visited.add(at);
    const countView = readAt(handle, at, kind.countBytes) ?? refuse(say('tiffPageBeyond', { name, page: pages.length + 1 }));
    const count = kind.countBytes === 2 ? countView.getUint16(0, little) : Number(countView.getBigUint64(0, little));
    if (count === 0 || count > maximumEntries) refuse(say('tiffTags', { name, page: pages.length + 1, count }));
    const entries = readAt(handle, at + kind.countBytes, count * kind.entryBytes + kind.offsetBytes);
    if (!entries) return refuse(say('tiffPageCut', { name, page: pages.length + 1 }));
    pages.push(pageOf(new Tags(file, entries, count)));
    at = readOffset(entries, count * kind.entryBytes, kind, little);
  }
  return pages.length > 0 ? pages : refuse(say('tiffNoPage', { name }));
}

function pageOf(entries: Tags): TiffPage {
  const subfile = entries.number(tags.subfileType) ?? 0;
  const x = entries.number(tags.xResolution);
  const y = entries.number(tags.yResolution);
  return {
    width: entries.number(tags.width) ?? 0,
    height: entries.number(tags.height) ?? 0,
    bitsPerSample: entries.number(tags.bitsPerSample) ?? 1,
    samplesPerPixel: entries.number(tags.samplesPerPixel) ?? 1,
    sampleFormat: entries.number(tags.sampleFormat) ?? 1,
    photometric: entries.number(tags.photometric) ?? 1,
    planarConfiguration: entries.number(tags.planarConfiguration) ?? 1,
    extraSamples: entries.numbers(tags.extraSamples),
    isSubordinate: (subfile & (reducedCopy | mask)) !== 0,
    resolution: x !== null && y !== null && x > 0 && y > 0 ? { x, y, unit: entries.number(tags.resolutionUnit) ?? 2 } : null,
    description: entries.text(tags.description),
  };
}

/** The entries of one page's directory; values that are not looked at are not read. */
class Tags {
  readonly #file: TiffFile;
  readonly #entries: DataView;
  readonly #places = new Map<number, number>();

  constructor(file: TiffFile, entries: DataView, count: number) {
    this.#file = file;
    this.#entries = entries;
    for (let index = 0; index < count; index++) {
      const at = index * file.kind.entryBytes;
      this.#places.set(entries.getUint16(at, file.little), at);
    }
  }

  number(tag: number): number | null {
    return this.numbers(tag)[0] ?? null;
  }

  numbers(tag: number): number[] {
    const found = this.#values(tag, maximumNumbers);
    if (!found || found.type === asciiType) return [];
    const { type, view, count } = found;
    const { little } = this.#file;
    const bytes = bytesOfType[type]!;
    return Array.from({ length: count }, (_none, index) => {
      const at = index * bytes;
      if (type === rationalType) return view.getUint32(at, little) / view.getUint32(at + 4, little);
      if (bytes === 2) return view.getUint16(at, little);
      return bytes === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
    }).filter(Number.isFinite);
  }

  text(tag: number): string {
    const found = this.#values(tag, maximumTextBytes);
    if (found?.type !== asciiType) return '';
    return Buffer.from(found.view.buffer, found.view.byteOffset, found.view.byteLength).toString('utf8').replace(/\0[^]*$/, '');
  }

  /** Values that fit into the entry stand in it, others where it points. */
  #values(tag: number, maximum: number): { readonly type: number; readonly view: DataView; readonly count: number } | null {
    const at = this.#places.get(tag);
    if (at === undefined) return null;
    const { handle, kind, little } = this.#file;
    const type = this.#entries.getUint16(at + 2, little);
    const bytes = bytesOfType[type];
    if (bytes === undefined) return null;
    const count = Math.min(maximum, readOffset(this.#entries, at + 4, kind, little));
    const valueAt = at + 4 + kind.offsetBytes;
    const view =
      count * bytes <= kind.offsetBytes
        ? new DataView(this.#entries.buffer, this.#entries.byteOffset + valueAt, count * bytes)
        : readAt(handle, readOffset(this.#entries, valueAt, kind, little), count * bytes);
    return view && { type, view, count };
  }
}

function readOffset(view: DataView, at: number, kind: Kind, little: boolean): number {
  return kind.offsetBytes === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
}

/** @returns null when the file ends before */
function readAt(handle: number, at: number, length: number): DataView | null {
  if (!Number.isSafeInteger(at) || at < 0) return null;
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const read = readSync(handle, bytes, done, length - done, at + done);
    if (read === 0) return null;
    done += read;
  }
  return new DataView(bytes.buffer);
}

function refuse(why: Message): never {
  throw new SfumatoError('unreadableImage', why);
}
