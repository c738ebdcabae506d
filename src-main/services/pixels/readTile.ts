import { open } from 'node:fs/promises';
import type { PixelBox } from '../../core/geometry.ts';

/** One plane of pixels in a file, rows top to bottom. */
export interface PixelPlane {
  readonly path: string;
  /** Where the plane begins, in bytes. */
  readonly offset: number;
  /** Of a whole row of the image, in pixels. */
  readonly width: number;
  readonly bytesPerPixel: number;
}

/** Rows are read together with what lies between them while that is little: one call instead of one a row. */
const maximumBandBytes = 8 * 2 ** 20;

/**
 * Reads a box out of a file of pixels.
 * @returns its rows one after the other, or null when the file is missing or ends before the box does
 */
export async function readTile(plane: PixelPlane, box: PixelBox): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = await open(plane.path, 'r').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null;
    throw thrown;
  });
  if (!file) return null;
  try {
    const rowBytes = box.width * plane.bytesPerPixel;
    const stride = plane.width * plane.bytesPerPixel;
    const tile = new Uint8Array(rowBytes * box.height);
    const rowsAtOnce = Math.max(1, Math.floor(maximumBandBytes / stride));
    for (let line = 0; line < box.height; line += rowsAtOnce) {
      const lines = Math.min(rowsAtOnce, box.height - line);
      const band = new Uint8Array((lines - 1) * stride + rowBytes);
      const from = plane.offset + (box.y + line) * stride + box.x * plane.bytesPerPixel;
      const { bytesRead } = await file.read(band, 0, band.length, from);
      if (bytesRead < band.length) return null;
      for (let row = 0; row < lines; row++) {
        tile.set(band.subarray(row * stride, row * stride + rowBytes), (line + row) * rowBytes);
      }
    }
    return tile;
  } finally {
    await file.close();
  }
}
