import { closeSync, openSync, readSync } from 'node:fs';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { PixelSize } from '../../core/records.ts';
import type { FileToDecode } from '../imagesApi.ts';
import { isNominalResolution } from '../tiff/units.ts';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colourType: number;
}

const signatureBytes = 8;
/** Length, type and checksum around every chunk's data. */
const chunkFrameBytes = 12;
const headerDataBytes = 13;

/**
 * Walks a PNG's chunks without unpacking anything (PNG specification, 5.3 and 11.2.1).
 * @returns the header, and the packed pixels of all IDAT chunks together
 * @throws SfumatoError `unreadableImage` when a chunk is cut or the header is not the first
 */
export function readPngChunks(name: string, bytes: Uint8Array): { header: PngHeader; imageData: Uint8Array } {
  const refuse = (why: Message): never => {
    throw new SfumatoError('unreadableImage', why);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let header: PngHeader | undefined;
  let ended = false;
  for (let at = signatureBytes; !ended; ) {
    if (at + chunkFrameBytes > bytes.length) refuse(say('pngLastChunkMissing', { name }));
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (at + chunkFrameBytes + length > bytes.length) refuse(say('pngCutInside', { name, chunk: type }));
    if (!header) {
      if (type !== 'IHDR' || length !== headerDataBytes) refuse(say('pngWrongHeader', { name }));
      header = { width: view.getUint32(at + 8), height: view.getUint32(at + 12), bitDepth: data[8]!, colourType: data[9]! };
    } else if (type === 'IDAT') parts.push(data);
    else if (type === 'IEND') ended = true;
    at += chunkFrameBytes + length;
  }
  return { header: header ?? refuse(say('pngNoHeader', { name })), imageData: Buffer.concat(parts) };
}

const physicalDataBytes = 9;
const unitIsMetre = 1;
/** A file with more chunks before its pixels than this is no picture. */
const maximumChunksBefore = 1000;

/**
 * Size of a pixel by the pHYs chunk (PNG specification, 11.3.4.3), which stands before the pixels.
 * @returns null where the file does not say, or only what a screen or printer would be set to
 */
export function pngPixelSize(file: FileToDecode): PixelSize | null {
  const handle = openSync(file.path, 'r');
  try {
    const bytes = new Uint8Array(8 + physicalDataBytes);
    const view = new DataView(bytes.buffer);
    let at = signatureBytes;
    for (let chunk = 0; chunk < maximumChunksBefore; chunk++) {
      if (readSync(handle, bytes, 0, bytes.length, at) < bytes.length) return null;
      const type = String.fromCharCode(...bytes.subarray(4, 8));
      if (type === 'IDAT' || type === 'IEND') return null;
      if (type === 'pHYs') return sizeOf(view.getUint32(8), view.getUint32(12), bytes[16]!);
      at += chunkFrameBytes + view.getUint32(0);
    }
    return null;
  } finally {
    closeSync(handle);
  }
}

function sizeOf(perUnitX: number, perUnitY: number, unit: number): PixelSize | null {
  if (unit !== unitIsMetre || perUnitX === 0 || perUnitY === 0) return null;
  if (isNominalResolution(perUnitX / 1e6) || isNominalResolution(perUnitY / 1e6)) return null;
  return { x: 1e6 / perUnitX, y: 1e6 / perUnitY, z: null };
}
