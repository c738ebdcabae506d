import { tf } from '../tensorflow.ts';
import type { WeightScheme } from '../weights/WeightScheme.ts';

export interface TrainingBatch {
  /** [B, H, W, channels], normalised. */
  readonly input: Float32Array;
  /** B x H x W class indices, 255 = unlabelled. */
  readonly labels: Uint8Array;
  /** B x H x W, how far inside its object each pixel lies, 0 … 255 for 0 … 1; null or left out where the network is not taught it. */
  readonly distances?: Uint8Array | null;
  readonly size: number;
  readonly side: number;
}

/** What one part of a batch gives. */
export interface PartGradients {
  readonly trunk: tf.Tensor1D;
  readonly head: tf.Tensor1D;
  /** [4]: loss, cross entropy, Dice, the head's loss. */
  readonly losses: tf.Tensor1D;
  /** The part's own means and variances, where there are several networks in the place of its own; null where the running ones were used. */
  readonly statistics: tf.Tensor1D | null;
}

export interface BatchPart {
  readonly part: TrainingBatch;
  /** Of all images that the step's networks learn from, each network's counted, 0 … 1. */
  readonly share: number;
  /** Which of the step's networks learns from it, 0 … */
  readonly network: number;
  /** What that network has of them, 0 … 1. */
  readonly networkShare: number;
}

/**
 * The mean over the parts, each weighed by its images; what a part needed is gone before the next begins.
 * @param carried tensors that `ofPart` kept past its scopes; disposed and taken off the list after each part
 */
export function meanOverParts(
  parts: readonly BatchPart[],
  ofPart: (part: BatchPart) => PartGradients,
  carried: tf.Tensor[],
): PartGradients {
  const [only, ...more] = parts;
  if (only && more.length === 0) return ofPart(only);
  let sums: tf.Tensor1D[] | null = null;
  for (const part of parts) {
    const before: tf.Tensor1D[] | null = sums;
    sums = tf.tidy((): tf.Tensor1D[] => {
      const { trunk, head, losses, statistics } = ofPart(part);
      const scaled = [trunk, head, losses, ...(statistics ? [statistics] : [])].map((tensor) => tensor.mul<tf.Tensor1D>(part.share));
      return before === null ? scaled : scaled.map((tensor, index) => tensor.add<tf.Tensor1D>(before[index]!));
    });
    tf.dispose([...(before ?? []), ...carried.splice(0)]);
  }
  const [trunk, head, losses, statistics] = sums as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D?];
  return { trunk, head, losses, statistics: statistics ?? null };
}

/**
 * Cuts a batch into parts as equal as can be, never more than it has images: first, where each is to learn from images of
 * its own, among the networks, then what each has. A network's parts count by the images that it learns from, so that the shares
 * of all parts add up to 1 either way.
 * @param scheme whose networks learn from it; of those that share it out, no more than the batch has images
 * @param count as many parts as the batch is to be cut into, or a little more: none holds more images than 1 / count of it
 */
export function partsByNetwork(batch: TrainingBatch, { networksPerDraw, learnsFrom }: Pick<WeightScheme, 'networksPerDraw' | 'learnsFrom'>, count: number): BatchPart[] {
  const isWhole = learnsFrom === 'whole';
  const owned = isWhole ? Array.from({ length: networksPerDraw }, () => ({ part: batch, share: 1 / networksPerDraw })) : partsOf(batch, networksPerDraw);
  const countOfEach = isWhole ? count : Math.ceil(count / networksPerDraw);
  return owned.flatMap(({ part, share: networkShare }, network) =>
    partsOf(part, countOfEach).map(({ part: own, share }) => ({ part: own, share: share * networkShare, network, networkShare })),
  );
}

function partsOf({ input, labels, distances = null, size, side }: TrainingBatch, count: number): Pick<BatchPart, 'part' | 'share'>[] {
  const pixels = side * side;
  const values = input.length / size;
  const parts = Math.min(count, size);
  return Array.from({ length: parts }, (_, index) => {
    const from = Math.floor((index * size) / parts);
    const to = Math.floor(((index + 1) * size) / parts);
    const part = {
      input: input.subarray(from * values, to * values),
      labels: labels.subarray(from * pixels, to * pixels),
      distances: distances && distances.subarray(from * pixels, to * pixels),
      size: to - from,
      side,
    };
    return { part, share: (to - from) / size };
  });
}
