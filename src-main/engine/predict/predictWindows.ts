import type { PixelBox } from '../../core/geometry.ts';
import type { TileShare } from '../engineApi.ts';
import { breathe } from '../jobs/JobContext.ts';
import { blendedWindows } from './blendedWindows.ts';
import { predictCore } from './predictCore.ts';
import type { CoreOutcome } from './predictCore.ts';
import { predictionWindows } from './windows.ts';
import type { WindowSettings } from './windows.ts';
import type { WindowSource } from './WindowSource.ts';
import type { PredictingEnsemble, WindowStep } from './WindowStep.ts';

/**
 * Longest side of what is predicted at once, in pixels, without its context. The larger, the less is computed twice, but
 * the memory grows with its square: with the U-Net of the benchmarks and TensorFlow 512 takes 0.7 GB and 768 takes 1.1 GB.
 */
const coreSide = 512;

/**
 * Context past which windows are blended, as a share of the core's side: past half of it, windows with all their context
 * compute every pixel more than four times, which is how often blended ones do, and take more than four times the memory.
 */
const blendedContextShare = 0.5;

/** Values of unfinished tiles that blending may hold, 256 MB: so many that images are rarely cut into strips. */
const heldFloats = 2 ** 26;

export interface WindowRun {
  readonly width: number;
  readonly height: number;
  readonly signal: AbortSignal;
  /** Called for each core in turn, row by row (blended ones: in strips, if they are many); the next is computed meanwhile. */
  readonly visit: (outcome: CoreOutcome) => Promise<void>;
  /** Default: other work of the process may come between two windows. */
  readonly wait?: 'never';
  /** Left out: outcomes have none. */
  readonly variance?: 'wanted';
  /** Which pixels of a core, counted row by row inside it, every member's word is kept of; left out: none. */
  readonly sampled?: (core: PixelBox) => Uint32Array;
  /** Of the usual side of a core, 1, 1/2, 1/4 …; default 1. */
  readonly tileShare?: TileShare;
  /** Smaller windows for tests. */
  readonly coreSide?: number;
  /** Narrower strips of blended windows for tests. */
  readonly heldFloats?: number;
}

/**
 * Predicts an image window by window. Where the network's context is small, every window has all of it and the outcome is
 * that of the whole image; where it is not, windows overlap and are blended (see `blendedWindows`). While one is computed
 * the next is read and the former's outcome is visited; two cores' outcomes at most lie in memory.
 * @throws SfumatoError `cancelled` between two windows; whatever reading or a visit throws
 */
export async function predictWindows(ensemble: PredictingEnsemble, image: WindowSource, run: WindowRun): Promise<void> {
  const steps = stepsOf(ensemble, run);
  let following = steps.next();
  let reading: Promise<Float32Array> = Promise.resolve(new Float32Array());
  let visiting = Promise.resolve();
  try {
    if (!following.done) reading = awaitedLater(image.window(following.value.input));
    while (!following.done) {
      const step = following.value;
      const values = await reading;
      following = steps.next();
      if (!following.done) reading = awaitedLater(image.window(following.value.input));
      if (run.wait !== 'never') await breathe(run.signal);
      for await (const outcome of step.outcomes(values)) {
        await visiting;
        visiting = awaitedLater(run.visit(outcome));
      }
    }
    await visiting;
  } finally {
    // The caller closes its files next: nothing may be under way in them.
    await Promise.allSettled([reading, visiting]);
  }
}

function stepsOf(ensemble: PredictingEnsemble, run: WindowRun): Iterator<WindowStep, undefined> {
  const { width, height } = run;
  const { contextRadius, sizeMultiple, coreSide: wanted = coreSide } = ensemble.windows;
  // Cores begin at multiples of what the network halves down to.
  const share = run.tileShare ?? 1;
  const side = run.coreSide ?? Math.ceil((wanted * share) / sizeMultiple) * sizeMultiple;
  if (contextRadius > blendedContextShare * side) {
    return blendedWindows(ensemble, { width, height, longestSide: side, heldFloats: run.heldFloats ?? heldFloats, variance: run.variance, sampled: run.sampled });
  }
  const context = Math.ceil(contextRadius / sizeMultiple) * sizeMultiple;
  const roomySide = Math.floor(((ensemble.windows.largestInput ?? 0) * share - 2 * context) / sizeMultiple) * sizeMultiple;
  return exactWindows(ensemble, run, { coreSide: run.coreSide ?? Math.max(side, roomySide), margin: context, multiple: sizeMultiple });
}

function* exactWindows(ensemble: PredictingEnsemble, { width, height, variance, sampled }: WindowRun, settings: WindowSettings): Generator<WindowStep, undefined> {
  for (const window of predictionWindows(width, height, settings)) {
    yield {
      input: window.input,
      async *outcomes(values) {
        yield await predictCore(ensemble, values, { ...window, variance, sampled: sampled?.(window.core) });
      },
    };
  }
}

/** Should it fail before it is awaited, that is no failure that nobody looks at. */
function awaitedLater<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
