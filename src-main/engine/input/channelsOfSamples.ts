export type Samples = Uint8Array | Uint16Array | Float32Array;

/** The lower and upper end of what is usual in a channel, in its own unit. */
type ChannelRange = readonly [number, number];

/** Weights of red, green and blue in grey. Source: ITU-R BT.601. */
export const luma = [0.299, 0.587, 0.114] as const;

/**
 * How far a channel's sample counts past its range, in widths of the range: bright objects may be so few that they lie
 * outside their percentiles, but a hot pixel of a dark channel must not drown all the others.
 */
const below = -1;
const above = 4;

const colours = 3;

/**
 * The only sample, or the first beside an alpha channel, or the luma of a picture's colours.
 * @param samples [pixels, channels]
 * @returns [pixels] in the samples' unit
 */
export function greyOf(samples: Samples, channels: number, pixels: number): Float32Array {
  if (channels === 1) return new Float32Array(samples);
  const grey = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels;
    grey[pixel] =
      channels < 3
        ? samples[at]!
        : luma[0] * samples[at]! + luma[1] * samples[at + 1]! + luma[2] * samples[at + 2]!;
  }
  return grey;
}

/**
 * The mean of all fluorescence channels, each by its own range, for no stain is worth more than another.
 * @param samples [pixels, ranges.length]
 * @returns [pixels]: 0 at the lower ends, 1 at the upper ones
 */
export function meanOfChannels(samples: Samples, ranges: readonly ChannelRange[], pixels: number): Float32Array {
  const grey = new Float32Array(pixels);
  const channels = ranges.length;
  for (const [channel, [low, high]] of ranges.entries()) {
    const perUnit = 1 / (high - low);
    for (let pixel = 0, at = channel; pixel < pixels; pixel++, at += channels) {
      grey[pixel]! += Math.min(above, Math.max(below, (samples[at]! - low) * perUnit)) / channels;
    }
  }
  return grey;
}

/**
 * Red, green and blue; of a grey image its value three times. An alpha channel is left out, as in `greyOf`.
 * @param samples [pixels, channels]
 * @returns [pixels, 3] in the samples' unit
 */
export function coloursOf(samples: Samples, channels: number, pixels: number): Float32Array {
  if (channels === colours) return new Float32Array(samples);
  const result = new Float32Array(pixels * colours);
  const [toGreen, toBlue] = channels < colours ? [0, 0] : [1, 2];
  for (let pixel = 0, to = 0; pixel < pixels; pixel++, to += colours) {
    const at = pixel * channels;
    result[to] = samples[at]!;
    result[to + 1] = samples[at + toGreen]!;
    result[to + 2] = samples[at + toBlue]!;
  }
  return result;
}

/**
 * The first three fluorescence channels in their order, each by its own range; the third of two is all zeros, and a single one
 * is grey. More than three cannot be told apart by three values: their mean (`meanOfChannels`) loses none of them.
 * @param samples [pixels, ranges.length]
 * @returns [pixels, 3]: 0 at the lower ends, 1 at the upper ones
 */
export function firstChannels(samples: Samples, ranges: readonly ChannelRange[], pixels: number): Float32Array {
  const result = new Float32Array(pixels * colours);
  const channels = ranges.length;
  for (let colour = 0; colour < colours; colour++) {
    const channel = channels === 1 ? 0 : colour;
    const range = ranges[channel];
    if (!range) continue;
    const [low, high] = range;
    const perUnit = 1 / (high - low);
    for (let to = colour, at = channel; to < result.length; to += colours, at += channels) {
      result[to] = Math.min(above, Math.max(below, (samples[at]! - low) * perUnit));
    }
  }
  return result;
}
