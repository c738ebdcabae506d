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
}

/** A little-endian TIFF with one strip, written by the specification (TIFF 6.0): what image libraries will not write. */
export function plainTiff(image: PlainTiff): Uint8Array {
  const { width, height, bytes, bitsPerSample, samplesPerPixel = 1, sampleFormat = 1, photometric = 1, planarConfiguration = 1 } = image;
  const tags: [tag: number, value: number][] = [
    [256, width],
    [257, height],
    [258, bitsPerSample],
    [259, 1],
    [262, photometric],
    [273, 8],
    [277, samplesPerPixel],
    [278, height],
    [279, bytes.length],
    [284, planarConfiguration],
    [339, sampleFormat],
  ];
  const directoryAt = 8 + bytes.length + (bytes.length % 2);
  const file = new Uint8Array(directoryAt + 2 + tags.length * 12 + 4);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, directoryAt, true);
  file.set(bytes, 8);
  view.setUint16(directoryAt, tags.length, true);
  tags.forEach(([tag, value], at) => {
    const entry = directoryAt + 2 + at * 12;
    const isLong = tag === 273 || tag === 279;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, isLong ? 4 : 3, true);
    view.setUint32(entry + 4, 1, true);
    if (isLong) view.setUint32(entry + 8, value, true);
    else view.setUint16(entry + 8, value, true);
  });
  return file;
}
