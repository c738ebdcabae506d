import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';

/** What random numbers of a run are for. */
const streams = { seedWindows: 1, imageOrder: 2, candidates: 3, order: 4, expert: 5 } as const;

/** @param counter how often the stream was asked before */
export function randomOf(seed: number, stream: keyof typeof streams, counter = 0): RandomSource {
  return new RandomSource({ seed, stream: streams[stream], counter });
}
