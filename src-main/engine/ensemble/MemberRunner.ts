import type { ContextMargins } from '../../../models/Architecture.ts';

/**
 * Runs one member of an ensemble on windows; holds its weights until disposed.
 *
 * A member is whatever the statistics count as one word: a network of its own, or one stochastic pass of a network that
 * others share (`StochasticPasses.ts`). Passes can share what they have in common: an ensemble's members run one after another, in their order, on
 * one window's `values`, always the same object, before any of them sees the next window's. A pass must be one function:
 * what it draws, it draws alike in every window, or where windows overlap two draws would be averaged and the members'
 * disagreement would fall short.
 */
export interface MemberRunner {
  /** @throws SfumatoError `engineFailed` when the engine beneath fails; nothing is kept of the window then */
  run(window: MemberWindow): Promise<MemberOutcome>;
  /** Longest side of a window for which the program's memory suffices, in pixels; left out: that of the usual windows. */
  readonly largestInput?: number;
  /** How many members of its ensemble run at the same time; left out: one. */
  readonly sideBySide?: number;
  dispose(): Promise<void>;
}

/** What a member is run on. Height and width are multiples of the network's `sizeMultiple`. */
export interface MemberWindow {
  /** [height * width * channels], interleaved. Never changed afterwards: what was made of them may be kept. */
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  /** What is context alone; left out: nothing. */
  readonly margins?: ContextMargins | undefined;
}

/** Of the window without its margins, whose height and width are meant here. */
export interface MemberOutcome {
  /** [height * width * classes], softmax of the calibrated logits. */
  readonly probabilities: Float32Array;
  /** [height / 4 * width / 4], foreseen loss; null where the member has no such head. */
  readonly lossMap: Float32Array | null;
  /**
   * Foreseen loss of the window with its context, in no unit: only its order among windows means anything; null or left out where
   * the member has no such head.
   */
  readonly imageLoss?: number | null;
  /** [height * width], how far inside its object each pixel lies, some 0 … 1; null or left out where the member has no such head. */
  readonly distances?: Float32Array | null;
  /** [height * width], foreseen probability of the true class, 0 … 1; null or left out where the member has no such head. */
  readonly confidence?: Float32Array | null;
}
