import type { RandomSource } from '../../core/random/RandomSource.ts';
import { fastFactors } from './fastFactors.ts';
import type { FastFactorSettings } from './fastFactors.ts';
import type { RankOneLayout } from './rankOneLayout.ts';
import { sharedAndOwn } from './rankOneMembers.ts';
import type { RankOneParts } from './rankOneMembers.ts';

/** Lengths of what members that differ by factors of rank 1 are made of: [shared kernels, r of all members, s of all members, own tensors of all members]. */
export function rankOneSizes(layout: RankOneLayout, members: number): readonly [number, number, number, number] {
  return [layout.sharedSize, members * layout.inputSize, members * layout.outputSize, members * layout.ownSize];
}

/** Cuts values into parts that lie one behind another. @param sizes adding up to their length @returns views, one of each size */
export function partsBySize<Sizes extends readonly number[]>(values: Float32Array, sizes: Sizes): { readonly [Part in keyof Sizes]: Float32Array } {
  let offset = 0;
  return sizes.map((length) => values.subarray(offset, (offset += length))) as { readonly [Part in keyof Sizes]: Float32Array };
}

/** How the factors of the layers' inputs, r, and outputs, s, begin. */
export interface FactorStart {
  readonly inputs: FastFactorSettings;
  readonly outputs: FastFactorSettings;
}

/**
 * Fills the parts as they are before the first step: the shared kernels and every member's own tensors are those of the weights.
 * @param to zeros, by `rankOneSizes`
 */
export function startRankOne(to: RankOneParts<Float32Array>, weights: Float32Array, layout: RankOneLayout, { inputs, outputs }: FactorStart, random: RandomSource): void {
  const from = sharedAndOwn(weights, layout);
  to.shared.set(from.shared);
  to.inputs.set(fastFactors(to.inputs.length, inputs, random));
  to.outputs.set(fastFactors(to.outputs.length, outputs, random));
  // Networks without biases have nothing of their own.
  for (let at = 0; at < to.own.length; at += from.own.length) to.own.set(from.own, at);
}
