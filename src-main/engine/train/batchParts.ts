import { tf } from '../tensorflow.ts';

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
  /** Of the batch's images, 0 … 1. */
  readonly share: number;
  /** Which of the step's networks learns from it, 0 … */
  readonly network: number;
  /** What that network has of the batch's images, 0 … 1. */
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
 * Cuts a batch into parts as equal as can be, never more than it has images: first among the networks that learn from it,
 * then what each has.
 * @param networkCount 1 … size of the batch
 * @param count of all parts, or a little more
 */
export function partsByNetwork(batch: TrainingBatch, networkCount: number, count: number): BatchPart[] {
  return partsOf(batch, networkCount).flatMap(({ part, share: networkShare }, network) =>
    partsOf(part, Math.ceil(count / networkCount)).map(({ part: own, share }) => ({ part: own, share: share * networkShare, network, networkShare })),
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
