import type { ChannelChoice, LookChoice } from './ImageLook.ts';

/** Whether something kept from an earlier start is a look for an image of so many channels. */
export function isLookChoice(value: unknown, channelCount: number): value is LookChoice {
  if (!isObject(value)) return false;
  const { channels, brightness, inverted } = value;
  return (
    Array.isArray(channels) &&
    channels.length === channelCount &&
    channels.every(isChannelChoice) &&
    isWithin(brightness, -1, 1) &&
    typeof inverted === 'boolean'
  );
}

function isChannelChoice(value: unknown): value is ChannelChoice {
  if (!isObject(value)) return false;
  const { visible, colour, window, gamma } = value;
  return typeof visible === 'boolean' && typeof colour === 'string' && /^#[0-9a-f]{6}$/i.test(colour) && isWithin(gamma, 0.1, 10) && isWindow(window);
}

function isWindow(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[1] > value[0]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isWithin(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}
