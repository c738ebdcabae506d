import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** The tags of a TIFF's first page that say what its samples mean (TIFF 6.0, section 8; BigTIFF). */
export interface TiffTags {
  readonly bitsPerSample: number;
  readonly samplesPerPixel: number;
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 separated (CMYK), 6 YCbCr. */
  readonly photometric: number;
  /** 1 samples lie together pixel by pixel, 2 each channel is a plane of its own. */
  readonly planarConfiguration: number;
  /** Of each sample beyond the colours: 0 anything, 1 or 2 alpha. */
  readonly extraSamples: readonly number[];
}

const bitsPerSampleTag = 258;
const photometricTag = 262;
const samplesPerPixelTag = 277;
const planarConfigurationTag = 284;
const extraSamplesTag = 338;
const shortType = 3;
/** Far more than any real page has. */
const maximumEntries = 4096;

/** Where the two kinds of TIFF differ. */
interface Kind {
  readonly offsetBytes: 4 | 8;
  readonly firstOffsetAt: number;
  readonly countBytes: 2 | 8;
  readonly entryBytes: 12 | 20;
}
const classic: Kind = { offsetBytes: 4, firstOffsetAt: 4, countBytes: 2, entryBytes: 12 };
const big: Kind = { offsetBytes: 8, firstOffsetAt: 8, countBytes: 8, entryBytes: 20 };

/** @returns null when the first page's directory is not where the header says; libtiff then refuses the file itself */
export async function readTiffTags(path: string): Promise<TiffTags | null> {
  const file = await open(path, 'r');
  try {
    const header = await readAt(file, 0, 16);
    if (!header) return null;
    const little = header.getUint8(0) === 0x49;
    const kind = header.getUint16(2, little) === 43 ? big : classic;
    const directoryAt = readOffset(header, kind.firstOffsetAt, kind, little);
    const countView = await readAt(file, directoryAt, kind.countBytes);
    if (!countView) return null;
    const count = kind.countBytes === 2 ? countView.getUint16(0, little) : Number(countView.getBigUint64(0, little));
    if (count > maximumEntries) return null;
    const entries = await readAt(file, directoryAt + kind.countBytes, count * kind.entryBytes);
    if (!entries) return null;
    const shorts = new Map<number, number[]>();
    for (let index = 0; index < count; index++) {
      const at = index * kind.entryBytes;
      if (entries.getUint16(at + 2, little) !== shortType) continue;
      shorts.set(entries.getUint16(at, little), await shortValues(file, entries, { at, kind, little }));
    }
    return {
      bitsPerSample: shorts.get(bitsPerSampleTag)?.[0] ?? 1,
      samplesPerPixel: shorts.get(samplesPerPixelTag)?.[0] ?? 1,
      photometric: shorts.get(photometricTag)?.[0] ?? 1,
      planarConfiguration: shorts.get(planarConfigurationTag)?.[0] ?? 1,
      extraSamples: shorts.get(extraSamplesTag) ?? [],
    };
  } finally {
    await file.close();
  }
}

/** Values that fit into the entry stand in it, others where it points. */
async function shortValues(
  file: FileHandle,
  entries: DataView,
  { at, kind, little }: { readonly at: number; readonly kind: Kind; readonly little: boolean },
): Promise<number[]> {
  const count = Math.min(maximumEntries, readOffset(entries, at + 4, kind, little));
  const valueAt = at + 4 + kind.offsetBytes;
  const inPlace = count * 2 <= kind.offsetBytes;
  const view = inPlace ? entries : await readAt(file, readOffset(entries, valueAt, kind, little), count * 2);
  if (!view) return [];
  const from = inPlace ? valueAt : 0;
  return Array.from({ length: count }, (_none, index) => view.getUint16(from + index * 2, little));
}

function readOffset(view: DataView, at: number, kind: Kind, little: boolean): number {
  return kind.offsetBytes === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
}

/** @returns null when the file ends before */
async function readAt(file: FileHandle, at: number, length: number): Promise<DataView | null> {
  if (!Number.isSafeInteger(at) || at < 0) return null;
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytesRead === length ? new DataView(bytes.buffer) : null;
}
