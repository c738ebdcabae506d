import type { EngineImage } from '../engineApi.ts';

/**
 * What counts as 0 and as 1 of an image's values, as `InputSource` gives them: all that 8 bits can say; of deeper samples, which
 * seldom use all they could, the range in which the image is shown. Samples outside of it lie below 0 and above 1.
 */
export function unitRangeOf({ sampleType, channelRanges, displayRange }: Pick<EngineImage, 'sampleType' | 'channelRanges' | 'displayRange'>): readonly [low: number, high: number] {
  // Channels with ranges are divided by them already.
  if (channelRanges) return [0, 1];
  if (sampleType === 'uint8') return [0, 255];
  const [low, high] = displayRange ?? (sampleType === 'uint16' ? [0, 65_535] : [0, 1]);
  return high > low ? [low, high] : [low, low + 1];
}
