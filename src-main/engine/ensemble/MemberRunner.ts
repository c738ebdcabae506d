/** Runs one member of an ensemble on windows; holds its weights until disposed. */
export interface MemberRunner {
  /**
   * @param values [height * width * channels], interleaved; both sides multiples of the network's `sizeMultiple`. Never
   *   changed afterwards: what was made of them may be kept
   * @throws Error when the engine beneath fails; nothing is kept of the window then
   */
  run(values: Float32Array, height: number, width: number): Promise<MemberOutcome>;
  dispose(): Promise<void>;
}

export interface MemberOutcome {
  /** [height * width * classes], softmax of the calibrated logits. */
  readonly probabilities: Float32Array;
  /** [height / 4 * width / 4], foreseen loss; null where the member has no such head. */
  readonly lossMap: Float32Array | null;
}
