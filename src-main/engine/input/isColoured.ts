import type { EngineImage } from '../engineApi.ts';
import { InputSource } from './InputSource.ts';
import { unitRangeOf } from './unitRange.ts';

/** Rows looked at, evenly spread: colour that matters is not in a few rows alone. */
const sampledRows = 64;
/** Mean distance between a pixel's largest and smallest colour, as a share of their range. Grey photographs kept as JPEG reach some 0.01. */
const leastColour = 0.02;

/**
 * Whether a picture's red, green and blue differ. Fluorescence channels are never colours here: their mean keeps every one of them,
 * three would leave the others out.
 * @throws SfumatoError as `InputSource` does
 */
export async function isColoured(image: EngineImage): Promise<boolean> {
  if (image.channels < 3 || image.channelRanges) return false;
  const source = await InputSource.open(image, 'colour');
  try {
    const [low, high] = unitRangeOf(image);
    const rows = Math.min(sampledRows, image.height);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const top = Math.floor(((row + 0.5) * image.height) / rows);
      sum += distances(await source.rows(top, top + 1));
    }
    return sum / (rows * image.width * (high - low)) > leastColour;
  } finally {
    await source.close();
  }
}

function distances(values: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 3) {
    const [red, green, blue] = [values[at]!, values[at + 1]!, values[at + 2]!];
    const distance = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (Number.isFinite(distance)) sum += distance;
  }
  return sum;
}
