/**
 * One channel of an image's samples, as its regions are described by: the mean over the channels, scaled so that the range that is shown
 * spans 0 … 255.
 * @param samples [pixels x channels], channels side by side
 * @param range sample values that are shown black and white
 * @returns [pixels]
 */
export function greyPlane(samples: Uint8Array | Uint16Array | Float32Array, channels: number, [black, white]: readonly [number, number]): Uint8Array<ArrayBuffer> {
  const grey = new Uint8ClampedArray(samples.length / channels);
  const scale = white > black ? 255 / (white - black) : 0;
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++) {
    let sum = 0;
    for (const end = at + channels; at < end; at++) sum += samples[at]!;
    grey[pixel] = (sum / channels - black) * scale;
  }
  return new Uint8Array(grey.buffer);
}
