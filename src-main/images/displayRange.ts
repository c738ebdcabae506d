import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';

/** Share of samples left outside at either end, so that a few hot pixels do not darken the whole image. */
const tail = 0.005;

/** Float samples to sort at most; more change the percentile by less than a grey level. */
const maximumSorted = 1_000_000;

/** Whole-number samples to count at most. */
const maximumCounted = 32_000_000;

export type DisplayRange = readonly [number, number];

/**
 * @param channel counted from 0, of interleaved samples
 * @returns the 0.5th and 99.5th percentile; widened by one when they are equal, so that the range is never empty
 */
export function displayRangeOf(samples: Uint8Array | Uint16Array | Float32Array, channel = 0, channels = 1): DisplayRange {
  const [low, high] = samples instanceof Float32Array ? percentilesBySorting(samples, channel, channels) : percentilesByCounting(samples, channel, channels);
  return low < high ? [low, high] : [low, low + 1];
}

function percentilesByCounting(samples: Uint8Array | Uint16Array, channel: number, channels: number): [number, number] {
  const counts = new Uint32Array(65536);
  const pixels = samples.length / channels;
  const step = Math.max(1, Math.ceil(pixels / maximumCounted)) * channels;
  let counted = 0;
  for (let at = channel; at < samples.length; at += step, counted++) counts[samples[at]!]!++;
  const valueAt = (rank: number): number => {
    let below = 0;
    for (let value = 0; value < counts.length; value++) {
      below += counts[value]!;
      if (below > rank) return value;
    }
    return counts.length - 1;
  };
  return [valueAt(Math.floor(counted * tail)), valueAt(Math.ceil(counted * (1 - tail)) - 1)];
}

function percentilesBySorting(samples: Float32Array, channel: number, channels: number): [number, number] {
  const pixels = samples.length / channels;
  const step = Math.max(1, Math.ceil(pixels / maximumSorted));
  const some = new Float32Array(Math.ceil(pixels / step));
  for (let at = 0; at < some.length; at++) some[at] = samples[at * step * channels + channel]!;
  some.sort();
  return [some[Math.floor(some.length * tail)]!, some[Math.ceil(some.length * (1 - tail)) - 1]!];
}

/**
 * A sample that is no number would spread through every layer of a network without a word.
 * @throws SfumatoError `unreadableImage` naming the first such pixel
 */
export function assertFinite(name: string, samples: Float32Array, width: number, channels: number): void {
  const at = samples.findIndex((sample) => !Number.isFinite(sample));
  if (at < 0) return;
  const pixel = Math.floor(at / channels);
  throw new SfumatoError(
    'unreadableImage',
    say('notFinite', { name, x: pixel % width, y: Math.floor(pixel / width), value: String(samples[at]) }),
  );
}
