import { lossMapStride } from '../../../models/heads/learningLoss/arch.ts';
import type { PixelBox } from '../../core/geometry.ts';
import { StreamingStatistics } from '../uncertainty/StreamingStatistics.ts';
import type { EnsembleStatistics, StatisticsShape } from '../uncertainty/StreamingStatistics.ts';
import { outcomesInOrder } from './outcomesInOrder.ts';
import type { PredictionWindow } from './windows.ts';
import type { PredictingEnsemble } from './WindowStep.ts';

/** One core's outcome, row-major, of the core's width and height but for `learnedLoss`. */
export interface CoreOutcome extends Omit<EnsembleStatistics, 'mean'> {
  readonly window: Pick<PredictionWindow, 'core'>;
  /** ceil(height / 4) x ceil(width / 4), nats: mean over the members that foresee a loss; zeros where none does. */
  readonly learnedLoss: Float32Array;
  /** Foreseen loss of the window, in no unit: mean over the members; null where none foresees it. */
  readonly imageLoss: number | null;
  /** How far inside its object each pixel lies, some 0 … 1: mean over the members; null where they do not say. */
  readonly distances: Float32Array | null;
  /** Foreseen probability of the true class, 0 … 1: mean over the members; null where they do not say. */
  readonly confidence: Float32Array | null;
  /** [pixels, classes] */
  readonly probabilities: Float32Array;
  /** Most probable class by each member. */
  readonly members: readonly Uint8Array[];
}

export interface CoreRequest extends PredictionWindow, Pick<StatisticsShape, 'variance' | 'sampled'> {}

/**
 * Runs the members on one window, as many at once as run side by side, and takes them into the statistics in their order.
 * @param values the window's normalised input, as `window.input` says
 */
export async function predictCore(ensemble: PredictingEnsemble, values: Float32Array, window: CoreRequest): Promise<CoreOutcome> {
  const { core, input, margins, variance, sampled } = window;
  const classes = ensemble.file.classes.length;
  const statistics = new StreamingStatistics({ pixels: core.width * core.height, classes, variance, sampled });
  // What lies between the margins begins where the core does; at the image's right and bottom edge it may go on past it.
  const outcomeWidth = input.width - margins.left - margins.right;
  const squares = { width: Math.ceil(core.width / lossMapStride), height: Math.ceil(core.height / lossMapStride) };
  const learnedLoss = new Float32Array(squares.width * squares.height);
  const members: Uint8Array[] = [];
  const distances = ensemble.hasDistances ? new Float32Array(core.width * core.height) : null;
  const confidence = ensemble.hasConfidence ? new Float32Array(core.width * core.height) : null;
  const imageLosses: number[] = [];
  let foreseen = 0;
  let measured = 0;
  let trusted = 0;
  for await (const { probabilities, lossMap, imageLoss = null, distances: own, confidence: trust } of outcomesInOrder(ensemble, { values, height: input.height, width: input.width, margins })) {
    if (imageLoss !== null) imageLosses.push(imageLoss);
    members.push(statistics.add(corner(probabilities, outcomeWidth, classes, core)));
    if (distances && own) runningMean(distances, corner(own, outcomeWidth, 1, core), ++measured);
    if (confidence && trust) runningMean(confidence, corner(trust, outcomeWidth, 1, core), ++trusted);
    if (!lossMap) continue;
    runningMean(learnedLoss, corner(lossMap, outcomeWidth / lossMapStride, 1, squares), ++foreseen);
  }
  return coreOutcome({ core }, statistics, { learnedLoss, imageLoss: meanOf(imageLosses), distances, confidence, members });
}

/** The outcome of a core whose members have all been added; the statistics are finished by it. */
export function coreOutcome(
  window: CoreOutcome['window'],
  statistics: StreamingStatistics,
  rest: Pick<CoreOutcome, 'learnedLoss' | 'imageLoss' | 'distances' | 'confidence' | 'members'>,
): CoreOutcome {
  const { mean, ...maps } = statistics.finish();
  return { window, probabilities: mean, ...maps, ...rest };
}

/** @returns null of nothing */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Takes the count-th map into the mean of those before it. */
export function runningMean(mean: Float32Array, values: Float32Array, count: number): void {
  for (let at = 0; at < mean.length; at++) mean[at]! += (values[at]! - mean[at]!) / count;
}

/** @returns the first rows and columns of a row-major map [height, width, depth] */
function corner(map: Float32Array, width: number, depth: number, size: Pick<PixelBox, 'width' | 'height'>): Float32Array {
  if (size.width === width) return map.subarray(0, size.height * width * depth);
  const result = new Float32Array(size.width * size.height * depth);
  for (let row = 0; row < size.height; row++) {
    const from = row * width * depth;
    result.set(map.subarray(from, from + size.width * depth), row * size.width * depth);
  }
  return result;
}
