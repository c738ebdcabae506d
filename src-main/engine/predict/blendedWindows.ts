import type { PixelBox } from '../../core/geometry.ts';
import { StreamingStatistics } from '../uncertainty/StreamingStatistics.ts';
import type { StatisticsShape } from '../uncertainty/StreamingStatistics.ts';
import { blendSteps } from './blendSteps.ts';
import type { BlendStep } from './blendSteps.ts';
import { outcomesInOrder } from './outcomesInOrder.ts';
import { coreOutcome, meanOf, runningMean } from './predictCore.ts';
import type { CoreOutcome } from './predictCore.ts';
import { tileFloats, WindowBlender } from './WindowBlender.ts';
import type { BlendedTile } from './WindowBlender.ts';
import type { PredictingEnsemble, WindowStep } from './WindowStep.ts';

export interface BlendedRun extends Pick<StatisticsShape, 'variance'> {
  /** As in `WindowRun`. */
  readonly sampled?: ((core: PixelBox) => Uint32Array) | undefined;
  readonly width: number;
  readonly height: number;
  /** Longest side of a window, in pixels. */
  readonly longestSide: number;
  /** Values of unfinished tiles that a strip may hold, its last two tiles aside. */
  readonly heldFloats: number;
}

/**
 * Windows for networks that see all of their window. Two of them disagree about what both see, so they overlap by half and
 * each member's probabilities and losses are blended with Gaussian weights before any statistic is taken.
 *
 * Memory, whatever the image: the outcomes of one window by as many members as run side by side, and the tiles of one band of overlap that later windows
 * still add to, at most two more than a strip is wide, (stripTiles + 2) side² / 4 (members * classes + 1 / 16) floats, and side² / 4 more
 * for each of distances and confidence that the members say. Strips
 * are as wide as `heldFloats` allows, one tile at least.
 */
export function* blendedWindows(ensemble: PredictingEnsemble, { width, height, longestSide, heldFloats, variance, sampled }: BlendedRun): Generator<WindowStep, undefined> {
  const windowSide = windowSideOf(ensemble, longestSide);
  const shape = { windowSide, memberCount: ensemble.members.length, classCount: ensemble.file.classes.length, hasDistances: ensemble.hasDistances, hasConfidence: ensemble.hasConfidence };
  const blender = new WindowBlender(shape);
  const stripTiles = Math.max(1, Math.floor(heldFloats / tileFloats(shape)));
  for (const step of blendSteps(width, height, { windowSide, stripTiles })) {
    yield { input: step.input, outcomes: (values) => blend(ensemble, blender, { ...step, variance, sampled }, values) };
  }
}

/**
 * Windows are as large as the crops the network was trained on, as far as `longestSide` allows: what it pools over all of
 * its input, or knows by its place there, it has learned at that size. Rounded up so that half a window is still a multiple
 * of the network's.
 * Source: Isensee et al. 2021 (windows of the training's patch size); Chu et al. 2022, arXiv:2112.04491, on what pooling
 * over another area than in training costs.
 */
function windowSideOf({ windows }: PredictingEnsemble, longestSide: number): number {
  const multiple = 2 * windows.sizeMultiple;
  const roundedUp = Math.ceil(windows.trainedSide / multiple) * multiple;
  return Math.max(multiple, Math.min(roundedUp, Math.floor(longestSide / multiple) * multiple));
}

async function* blend(ensemble: PredictingEnsemble, blender: WindowBlender, { input, parts, finished, variance, sampled }: BlendStep & Pick<BlendedRun, 'variance' | 'sampled'>, values: Float32Array): AsyncGenerator<CoreOutcome, undefined> {
  let losses: Float32Array | null = null;
  let distances: Float32Array | null = null;
  let confidence: Float32Array | null = null;
  const imageLosses: number[] = [];
  let foreseen = 0;
  let measured = 0;
  let trusted = 0;
  let index = 0;
  for await (const { probabilities, lossMap, imageLoss = null, distances: own, confidence: trust } of outcomesInOrder(ensemble, { values, height: input.height, width: input.width })) {
    for (const part of parts) blender.addProbabilities(part, index, probabilities);
    index++;
    if (imageLoss !== null) imageLosses.push(imageLoss);
    if (ensemble.hasDistances && own) {
      distances ??= new Float32Array(own.length);
      runningMean(distances, own, ++measured);
    }
    if (ensemble.hasConfidence && trust) {
      confidence ??= new Float32Array(trust.length);
      runningMean(confidence, trust, ++trusted);
    }
    if (!lossMap) continue;
    losses ??= new Float32Array(lossMap.length);
    runningMean(losses, lossMap, ++foreseen);
  }
  if (losses) for (const part of parts) blender.addLosses(part, losses);
  for (const part of parts) {
    if (distances) blender.addPixels('distances', part, distances);
    if (confidence) blender.addPixels('confidence', part, confidence);
  }
  // A tile's is that of the last window that added to it: nearly that of the others.
  const imageLoss = meanOf(imageLosses);
  for (const tile of finished) yield tileOutcome(tile, { ...blender.take(tile), imageLoss }, { classes: ensemble.file.classes.length, variance, sampled: sampled?.(tile) });
}

function tileOutcome(core: PixelBox, { probabilities, ...maps }: BlendedTile & Pick<CoreOutcome, 'imageLoss'>, shape: Omit<StatisticsShape, 'pixels'>): CoreOutcome {
  const statistics = new StreamingStatistics({ ...shape, pixels: core.width * core.height });
  const members = probabilities.map((blended) => statistics.add(blended));
  return coreOutcome({ core }, statistics, { ...maps, members });
}
