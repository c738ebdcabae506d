import type { Size, ViewTransform } from './viewTransform.ts';

/** Where what is seen lies in the image, as shares of its width and height, cut at its edges. */
export interface VisibleShare {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** @returns null where nothing of the image is seen, or there is no view yet */
export function visibleShare({ scale, offsetX, offsetY }: ViewTransform, image: Size, viewport: Size): VisibleShare | null {
  const along = (offset: number, length: number, room: number): readonly [start: number, end: number] => [
    Math.min(Math.max(-offset / (length * scale), 0), 1),
    Math.min(Math.max((room - offset) / (length * scale), 0), 1),
  ];
  const [left, right] = along(offsetX, image.width, viewport.width);
  const [top, bottom] = along(offsetY, image.height, viewport.height);
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}
