import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { Size, ViewTransform } from './viewTransform.ts';

/**
 * Side of one canvas of a raster. A browser copies a canvas that is written to after it was drawn, so a small one makes a
 * stroke cheap; larger ones would be fewer to draw.
 */
const chunkSide = 512;
/** From this many screen pixels an image pixel on, pixels are shown as the squares they are. */
const sharpFromScale = 2;

interface Chunk {
  readonly box: PixelBox;
  readonly context: CanvasRenderingContext2D;
}

/**
 * Pixels of a whole image as canvases of their own size, so that a changed box is written where it lies and nothing else
 * is touched.
 */
export class Raster {
  readonly #chunks: Chunk[] = [];

  constructor({ width, height }: Size) {
    for (let y = 0; y < height; y += chunkSide) {
      for (let x = 0; x < width; x += chunkSide) {
        const box = { x, y, width: Math.min(chunkSide, width - x), height: Math.min(chunkSide, height - y) };
        const canvas = document.createElement('canvas');
        canvas.width = box.width;
        canvas.height = box.height;
        this.#chunks.push({ box, context: canvas.getContext('2d')! });
      }
    }
  }

  /**
   * Writes a box.
   * @param paint gives the pixels of any part of the box, one 32-bit number each (little-endian RGBA)
   */
  write(box: PixelBox, paint: (part: PixelBox, target: Uint32Array) => void): void {
    for (const chunk of this.#chunks) {
      const part = overlap(box, chunk.box);
      if (!part) continue;
      const picture = new ImageData(part.width, part.height);
      paint(part, new Uint32Array(picture.data.buffer));
      chunk.context.putImageData(picture, part.x - chunk.box.x, part.y - chunk.box.y);
    }
  }

  clear(): void {
    for (const { box, context } of this.#chunks) context.clearRect(0, 0, box.width, box.height);
  }

  /**
   * Draws what lies in a part of the screen. Chunks end on whole device pixels, so that no seam shows between them.
   * @param context untransformed, in device pixels
   * @param part of the screen, in device pixels
   */
  draw(context: CanvasRenderingContext2D, view: ViewTransform, pixelRatio: number, part: PixelBox): void {
    const scale = view.scale * pixelRatio;
    const toDeviceX = (x: number): number => Math.round(view.offsetX * pixelRatio + x * scale);
    const toDeviceY = (y: number): number => Math.round(view.offsetY * pixelRatio + y * scale);
    context.imageSmoothingEnabled = scale < sharpFromScale;
    // Better smoothing makes smaller copies of the picture first: only worth its time where pixels are left out.
    context.imageSmoothingQuality = scale < 0.5 ? 'medium' : 'low';
    for (const { box, context: chunk } of this.#chunks) {
      const left = toDeviceX(box.x);
      const top = toDeviceY(box.y);
      const right = toDeviceX(box.x + box.width);
      const bottom = toDeviceY(box.y + box.height);
      const isSeen = right > part.x && bottom > part.y && left < part.x + part.width && top < part.y + part.height;
      if (isSeen) context.drawImage(chunk.canvas, left, top, right - left, bottom - top);
    }
  }
}

/** The part of a box inside another; null when there is none. */
export function overlap(first: PixelBox, second: PixelBox): PixelBox | null {
  const x = Math.max(first.x, second.x);
  const y = Math.max(first.y, second.y);
  const width = Math.min(first.x + first.width, second.x + second.width) - x;
  const height = Math.min(first.y + first.height, second.y + second.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
