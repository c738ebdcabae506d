/** Samples of one window of an image: interleaved, rows top to bottom. */
export interface SampleWindow {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly samples: ArrayLike<number>;
}

/** The same in display units: 0 is shown black, 255 white, whatever the samples are measured in. Not clipped. */
export interface DisplayWindow {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Interleaved, width x height x channels. */
  readonly values: Float32Array;
}

/** One number a pixel, rows top to bottom. */
export interface PlaneWindow {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** Pixels chosen (1) or not (0), rows top to bottom. */
export interface PixelMask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function emptyMask(width: number, height: number): PixelMask {
  return { width, height, data: new Uint8Array(width * height) };
}

export function maskCount({ data }: PixelMask): number {
  let count = 0;
  for (const value of data) count += value;
  return count;
}
