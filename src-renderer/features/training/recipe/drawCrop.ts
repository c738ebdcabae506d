import { unlabelled } from '../../../../src-main/core/labels/labelMap.ts';
import type { ClassRecord } from '../../../../src-main/core/records.ts';
import { colourTable, paintClasses } from '../drawSample.ts';

/** Share of its light that a pixel keeps where nobody has labelled. */
const unlabelledShare = 0.65;

/** A training crop: side x side class indices, 255 = not labelled; as many pixels of grey, or of red, green and blue. */
export interface Crop {
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Draws a crop as a network sees it, with the outlines of its labels; unlabelled pixels are dimmed. */
export function drawCrop(canvas: HTMLCanvasElement, crop: Crop, classes: readonly ClassRecord[]): void {
  const data = new ImageData(crop.side, crop.side);
  paintCrop(new Uint32Array(data.data.buffer), crop, colourTable(classes));
  canvas.width = crop.side;
  canvas.height = crop.side;
  canvas.getContext('2d')!.putImageData(data, 0, 0);
}

/** @param target little-endian RGBA, side x side. @param colours of each class index */
export function paintCrop(target: Uint32Array, { side, pixels, labels }: Crop, colours: Uint32Array): void {
  const channels = pixels.length / labels.length;
  for (let pixel = 0; pixel < target.length; pixel++) {
    const light = labels[pixel] === unlabelled ? unlabelledShare : 1;
    const value = (channel: number): number => Math.round(pixels[pixel * channels + (channel % channels)]! * light);
    target[pixel] = (0xff000000 | (value(2) << 16) | (value(1) << 8) | value(0)) >>> 0;
  }
  // What nobody has labelled gets no outline of its own.
  paintClasses(target, labels.map((label) => (label === unlabelled ? 0 : label)), side, colours);
}
