/** Value of a pixel nobody has labelled. It is not background: losses, metrics and exports leave it out. */
export const unlabelled = 255;

/** Classes fit beside `unlabelled` in a byte. */
export const maximumClassCount = 255;

/** Side of a square tile of labels, image samples or map values, in pixels. */
export const tileSide = 256;

/** A whole image's labels: row-major class indices, `unlabelled` where there is none. */
export interface LabelMap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** @returns a map of the given size without any label */
export function emptyLabelMap(width: number, height: number): LabelMap {
  return { width, height, data: new Uint8Array(width * height).fill(unlabelled) };
}
