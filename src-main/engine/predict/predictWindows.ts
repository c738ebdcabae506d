import type { Ensemble } from '../ensemble/Ensemble.ts';
import { breathe } from '../jobs/JobContext.ts';
import { predictCore } from './predictCore.ts';
import type { CoreOutcome } from './predictCore.ts';
import { predictionWindows } from './windows.ts';
import type { WindowSource } from './WindowSource.ts';

/**
 * Longest side of what is predicted at once, in pixels, without its context. The larger, the less is computed twice, but
 * the memory grows with its square: with the U-Net of the benchmarks 512 takes 0.7 GB and 768 takes 1.1 GB.
 */
const coreSide = 512;

export interface WindowRun {
  readonly width: number;
  readonly height: number;
  readonly signal: AbortSignal;
  /** Called for each core in turn, row by row; the next is computed meanwhile. */
  readonly visit: (outcome: CoreOutcome) => Promise<void>;
  /** Default: other work of the process may come between two windows. */
  readonly wait?: 'never';
  /** Smaller windows for tests. */
  readonly coreSide?: number;
}

/**
 * Predicts an image window by window. While one is computed the next is read and the former's outcome is visited; two
 * windows' outcomes at most lie in memory.
 * @throws SfumatoError `cancelled` between two windows; whatever reading or a visit throws
 */
export async function predictWindows(ensemble: Ensemble, image: WindowSource, run: WindowRun): Promise<void> {
  const windows = predictionWindows(run.width, run.height, {
    coreSide: run.coreSide ?? ensemble.windows.coreSide ?? coreSide,
    margin: ensemble.windows.contextRadius,
    multiple: ensemble.windows.sizeMultiple,
  });
  let reading = image.window(windows[0]!.input);
  let visiting = Promise.resolve();
  try {
    for (const [index, window] of windows.entries()) {
      const values = await reading;
      const following = windows[index + 1];
      if (following) reading = awaitedLater(image.window(following.input));
      if (run.wait !== 'never') await breathe(run.signal);
      const outcome = await predictCore(ensemble, values, window);
      await visiting;
      visiting = awaitedLater(run.visit(outcome));
    }
    await visiting;
  } finally {
    // The caller closes its files next: nothing may be under way in them.
    await Promise.allSettled([reading, visiting]);
  }
}

/** Should it fail before it is awaited, that is no failure that nobody looks at. */
function awaitedLater<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
