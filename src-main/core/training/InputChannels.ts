/** What a network sees of an image: one value a pixel, or red, green and blue. */
export type InputChannels = 'grey' | 'colour';

export function channelCountOf(channels: InputChannels): 1 | 3 {
  return channels === 'grey' ? 1 : 3;
}
