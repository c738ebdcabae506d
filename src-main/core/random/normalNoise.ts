import type { RandomSource } from './RandomSource.ts';

/** Of the ziggurat's layers, all of one area: where the tail begins, and the area. Source: Marsaglia & Tsang 2000, 128 layers. */
const layerCount = 128;
const tailStart = 3.442619855899;
const layerArea = 9.91256303526217e-3;

/** Right ends of the layers, the widest first; the first is the width that a layer with the tail's area would have. */
const layerEnds = ends();

function ends(): Float64Array {
  const x = new Float64Array(layerCount + 1);
  x[0] = layerArea / Math.exp(-0.5 * tailStart ** 2);
  x[1] = tailStart;
  for (let layer = 2; layer < layerCount; layer++) {
    const before = x[layer - 1]!;
    x[layer] = Math.sqrt(-2 * Math.log(layerArea / before + Math.exp(-0.5 * before ** 2)));
  }
  return x;
}

/**
 * Standard normal numbers for every weight of a network, several times faster than `random.normal()` one by one.
 * @param random gives the start of a generator of its own, so that equal keys give equal noise
 * @returns [size]
 * Source: Marsaglia & Tsang 2000, "The ziggurat method for generating random variables", with layer and place from bits of
 * their own (Doornik 2005); words by xoshiro128++, Blackman & Vigna 2021, arXiv:1805.01407.
 */
export function normalNoise(random: RandomSource, size: number): Float32Array {
  const state = Int32Array.from({ length: 4 }, () => random.word());
  // Zeros alone would never leave zero.
  state[0]! |= 1;
  const noise = new Float32Array(size);
  for (let at = 0; at < size; at++) noise[at] = normal(state);
  return noise;
}

function normal(state: Int32Array): number {
  for (;;) {
    const word = nextWord(state);
    const layer = word & (layerCount - 1);
    // The upper 24 bits, in the middle of their cells: -1 … 1 without the ends.
    const place = (word >>> 8) * 2 ** -23 - 1 + 2 ** -24;
    const end = layerEnds[layer]!;
    const inner = layerEnds[layer + 1]!;
    const x = place * end;
    if (Math.abs(x) < inner) return x;
    if (layer === 0) return tail(state, place < 0);
    const top = Math.exp(-0.5 * (inner ** 2 - x * x));
    const bottom = Math.exp(-0.5 * (end ** 2 - x * x));
    if (bottom + uniform(state) * (top - bottom) < 1) return x;
  }
}

/** Beyond the last layer. Source: Marsaglia 1964. */
function tail(state: Int32Array, isNegative: boolean): number {
  for (;;) {
    const beyond = -Math.log(uniform(state)) / tailStart;
    if (-2 * Math.log(uniform(state)) < beyond * beyond) continue;
    return isNegative ? -tailStart - beyond : tailStart + beyond;
  }
}

/** In (0, 1). */
function uniform(state: Int32Array): number {
  return ((nextWord(state) >>> 0) + 0.5) * 2 ** -32;
}

function nextWord(state: Int32Array): number {
  const first = state[0]!;
  const second = state[1]!;
  const third = state[2]!;
  const fourth = state[3]!;
  const word = (rotated((first + fourth) | 0, 7) + first) | 0;
  const crossed = third ^ first;
  const last = fourth ^ second;
  state[1] = second ^ crossed;
  state[0] = first ^ last;
  state[2] = crossed ^ (second << 9);
  state[3] = rotated(last, 11);
  return word;
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
