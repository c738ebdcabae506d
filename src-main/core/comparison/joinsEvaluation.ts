import { RandomSource } from '../random/RandomSource.ts';

/** Stream of the coin, so that nobody else's draws are the same. */
const stream = 0xe7a1;

export interface EvaluationCandidate {
  /** Of the image; of its stack where it is a slice, for neighbouring slices are too much alike to train on one and measure on the other. */
  readonly unitId: string;
  /** Share of the images with labels that is to measure, 0 … 1. */
  readonly share: number;
  /** Images with labels that measure, put aside by hand or by this rule, and all images with labels, this one included. */
  readonly measuring: number;
  readonly labelled: number;
}

/**
 * Whether an image that gets its first corrections is kept for measuring. It is where the set lags behind its share and a coin that
 * the id decides says so: which images measure depends neither on what is in them nor on how they are corrected.
 */
export function joinsEvaluation({ unitId, share, measuring, labelled }: EvaluationCandidate): boolean {
  return measuring + 1 <= share * labelled && coinOf(unitId);
}

/** Heads or tails, always the same of one id. */
function coinOf(id: string): boolean {
  return new RandomSource({ seed: hashOf(id), stream, counter: 0 }).chance(0.5);
}

/** Of 32 bits. Source: Fowler, Noll, Vo, FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
