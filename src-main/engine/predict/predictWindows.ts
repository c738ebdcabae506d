import type { Ensemble } from '../ensemble/Ensemble.ts';
import { breathe } from '../jobs/JobContext.ts';
import { tf } from '../tensorflow.ts';
import { predictionWindows } from './windows.ts';
import type { PredictionWindow } from './windows.ts';
import type { WindowSource } from './WindowSource.ts';

/** Longest side of what is predicted at once, in pixels, without its context. */
const coreSide = 512;

/** One core's outcome, row-major, of the core's width and height but for `learnedLoss`. */
export interface CoreOutcome {
  readonly window: PredictionWindow;
  readonly prediction: Uint8Array;
  readonly predictiveEntropy: Float32Array;
  readonly mutualInformation: Float32Array;
  readonly expectedEntropy: Float32Array;
  /** ceil(height / 4) x ceil(width / 4) */
  readonly learnedLoss: Float32Array;
  /** [pixels, classes]; null unless asked for. */
  readonly probabilities: Float32Array | null;
  /** Most probable class by each member; empty unless probabilities were asked for. */
  readonly members: readonly Uint8Array[];
}

export interface WindowRun {
  readonly width: number;
  readonly height: number;
  readonly signal: AbortSignal;
  readonly probabilities: 'wanted' | 'unwanted';
  /** Called for each core in turn, row by row. */
  readonly visit: (outcome: CoreOutcome) => Promise<void>;
  /** Default: other work of the process may come between two windows. */
  readonly wait?: 'never';
  /** Smaller windows for tests. */
  readonly coreSide?: number;
}

/**
 * Predicts an image window by window.
 * @throws SfumatoError `cancelled` between two windows
 */
export async function predictWindows(ensemble: Ensemble, image: WindowSource, run: WindowRun): Promise<void> {
  const { network } = ensemble;
  const windows = predictionWindows(run.width, run.height, {
    coreSide: run.coreSide ?? coreSide,
    margin: network.network.contextRadius,
    multiple: network.sizeMultiple,
  });
  for (const window of windows) {
    if (run.wait !== 'never') await breathe(run.signal);
    await run.visit(predictCore(ensemble, await image.window(window.input), window, run.probabilities));
  }
}

function predictCore(ensemble: Ensemble, values: Float32Array, window: PredictionWindow, probabilities: WindowRun['probabilities']): CoreOutcome {
  const { core, input } = window;
  let outcome: CoreOutcome | null = null;
  tf.tidy(() => {
    const reduced = ensemble.predict(values, input.height, input.width);
    const x = core.x - input.x;
    const y = core.y - input.y;
    const cut = (map: tf.Tensor3D): Float32Array =>
      map.slice([0, y, x], [1, core.height, core.width]).dataSync<'float32'>();
    const mean = (): Float32Array => {
      const classes = reduced.mean.shape[3];
      return reduced.mean.slice([0, y, x, 0], [1, core.height, core.width, classes]).dataSync<'float32'>();
    };
    // Cores start on multiples of 4 from their input, so squares of the loss map never straddle two cores.
    const lossMap = reduced.learnedLoss.slice([0, y / 4, x / 4], [1, Math.ceil(core.height / 4), Math.ceil(core.width / 4)]);
    outcome = {
      window,
      prediction: new Uint8Array(reduced.prediction.slice([0, y, x], [1, core.height, core.width]).dataSync()),
      predictiveEntropy: cut(reduced.predictiveEntropy),
      mutualInformation: cut(reduced.mutualInformation),
      expectedEntropy: cut(reduced.expectedEntropy),
      learnedLoss: lossMap.dataSync<'float32'>(),
      probabilities: probabilities === 'wanted' ? mean() : null,
      members: probabilities === 'wanted' ? reduced.members.map((member) => new Uint8Array(member.slice([0, y, x], [1, core.height, core.width]).dataSync())) : [],
    };
  });
  return outcome as unknown as CoreOutcome;
}
