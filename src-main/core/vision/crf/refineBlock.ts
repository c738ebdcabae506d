import type { PixelBox } from '../../geometry.ts';
import { cutBox } from '../cutBox.ts';
import { toDisplayUnits } from '../displayUnits.ts';
import type { DisplayRange } from '../displayUnits.ts';
import type { SampleWindow } from '../SampleWindow.ts';
import type { CrfOptions } from './denseCrf.ts';
import { refineProbabilities } from './refineProbabilities.ts';

/** A prediction's probabilities, 0 … 255 for 0 … 1, a plane a class, of the whole window; the part is wanted, the rest is margin. */
export interface RefineBlockRequest {
  readonly window: SampleWindow;
  /** Make display units of the samples, see `toDisplayUnits`. */
  readonly ranges: readonly DisplayRange[];
  readonly probabilities: readonly Uint8Array[];
  /** In the window's pixels. */
  readonly part: PixelBox;
  readonly options: CrfOptions;
}

/**
 * Refines one block of a prediction: what the window shows and what exports write.
 * @returns the most probable class of each pixel of the part
 * @throws SfumatoError `invalidInput` when samples or probabilities do not fill the window
 */
export function refineBlock({ window, ranges, probabilities, part, options }: RefineBlockRequest): Uint8Array {
  return cutBox(refineProbabilities(toDisplayUnits(window, ranges), probabilities, options), window.width, part);
}
