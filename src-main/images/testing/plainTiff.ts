export interface PlainTiff {
  readonly width: number;
  readonly height: number;
  /** Uncompressed samples as they lie in the file, rows beginning at whole bytes. */
  readonly bytes: Uint8Array;
  readonly bitsPerSample: number;
  readonly samplesPerPixel?: number;
  /** 1 unsigned, 2 signed, 3 floating point. */
  readonly sampleFormat?: number;
  /** 0 white is zero, 1 black is zero, 2 RGB. */
  readonly photometric?: number;
  /** 1 pixel by pixel, 2 plane by plane. */
  readonly planarConfiguration?: number;
  readonly description?: string;
  /** Pixels a unit, and the unit: 1 none, 2 inch, 3 centimetre. */
  readonly resolution?: { readonly perUnit: number; readonly unit: number };
}

const ascii = 2;
const short = 3;
const long = 4;
const rational = 5;
const bytesOfType: Readonly<Record<number, number>> = { [ascii]: 1, [short]: 2, [long]: 4, [rational]: 8 };

interface Tag {
  readonly tag: number;
  readonly type: number;
  readonly values: readonly number[];
}

/** A little-endian TIFF with one strip a page, written by the specification (TIFF 6.0): what image libraries will not write. */
export function plainTiff(...pages: readonly PlainTiff[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 8;
  const put = (bytes: Uint8Array): number => {
    const at = length;
    const padded = new Uint8Array(bytes.length + (bytes.length % 2));
    padded.set(bytes);
    parts.push(padded);
    length += padded.length;
    return at;
  };
  // Where the offset of the next directory stands: first in the header.
  let link = { part: -1, at: 4 };
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  for (const page of pages) {
    const pixelsAt = put(page.bytes);
    const tags = tagsOf(page, pixelsAt);
    const places = tags.map(({ type, values }) => {
      const bytes = valueBytes(type, values);
      return bytes.length > 4 ? put(bytes) : bytes;
    });
    const directory = new Uint8Array(2 + tags.length * 12 + 4);
    const entries = new DataView(directory.buffer);
    entries.setUint16(0, tags.length, true);
    tags.forEach(({ tag, type, values }, index) => {
      const at = 2 + index * 12;
      const place = places[index]!;
      entries.setUint16(at, tag, true);
      entries.setUint16(at + 2, type, true);
      entries.setUint32(at + 4, type === rational ? values.length / 2 : values.length, true);
      if (typeof place === 'number') entries.setUint32(at + 8, place, true);
      else directory.set(place, at + 8);
    });
    const directoryAt = put(directory);
    const linked = link.part < 0 ? header : parts[link.part]!;
    new DataView(linked.buffer).setUint32(link.at, directoryAt, true);
    link = { part: parts.length - 1, at: directory.length - 4 };
  }
  return Uint8Array.from([header, ...parts].flatMap((part) => [...part]));
}

function tagsOf(page: PlainTiff, pixelsAt: number): Tag[] {
  const { width, height, bytes, bitsPerSample, samplesPerPixel = 1, sampleFormat = 1, photometric = 1, planarConfiguration = 1 } = page;
  const each = (value: number): number[] => Array.from({ length: samplesPerPixel }, () => value);
  // Planes kept apart have a strip each.
  const strips = planarConfiguration === 2 ? samplesPerPixel : 1;
  const stripBytes = bytes.length / strips;
  const text = (page.description ?? '') === '' ? [] : [{ tag: 270, type: ascii, values: [...new TextEncoder().encode(page.description), 0] }];
  const { perUnit, unit } = page.resolution ?? { perUnit: 0, unit: 1 };
  const ratio = [Math.round(perUnit * 1000), 1000];
  const resolution = page.resolution ? [{ tag: 282, type: rational, values: ratio }, { tag: 283, type: rational, values: ratio }] : [];
  return [
    { tag: 256, type: short, values: [width] },
    { tag: 257, type: short, values: [height] },
    { tag: 258, type: short, values: each(bitsPerSample) },
    { tag: 259, type: short, values: [1] },
    { tag: 262, type: short, values: [photometric] },
    ...text,
    { tag: 273, type: long, values: Array.from({ length: strips }, (_none, strip) => pixelsAt + strip * stripBytes) },
    { tag: 277, type: short, values: [samplesPerPixel] },
    { tag: 278, type: short, values: [height] },
    { tag: 279, type: long, values: Array.from({ length: strips }, () => stripBytes) },
    ...resolution,
    { tag: 284, type: short, values: [planarConfiguration] },
    ...(page.resolution ? [{ tag: 296, type: short, values: [unit] }] : []),
    { tag: 339, type: short, values: each(sampleFormat) },
  ];
}

function valueBytes(type: number, values: readonly number[]): Uint8Array {
  const bytesEach = type === rational ? 4 : bytesOfType[type]!;
  const view = new DataView(new ArrayBuffer(values.length * bytesEach));
  values.forEach((value, index) => {
    if (bytesEach === 1) view.setUint8(index, value);
    else if (bytesEach === 2) view.setUint16(index * 2, value, true);
    else view.setUint32(index * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}
