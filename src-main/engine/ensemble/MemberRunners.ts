import type { MemberRunner } from './MemberRunner.ts';
import type { StoredModel } from './modelFolder.ts';
import { passDraws } from './passDraws.ts';
import { StochasticPasses } from './StochasticPasses.ts';
import { TfjsRunner } from './TfjsRunner.ts';

/** Makes what runs a model's members; whoever asks disposes each. */
export interface MemberRunners {
  /** Processor threads for graphs from elsewhere, which only ONNX Runtime runs; null: as many as the machine has. */
  readonly threads: number | null;
  /**
   * @param model `file.members` and `members` name the same ones
   * @returns a runner for each, in their order; where the model says so, one for each stochastic pass of the first, then of
   *   the second …
   */
  of(model: StoredModel): Promise<readonly MemberRunner[]>;
}

export const tfjsRunners: MemberRunners = {
  threads: null,
  of: async ({ file, network, members }) => {
    const { temperature } = file;
    const draws = passDraws(file);
    if (!draws) return members.map((values) => new TfjsRunner(network, values, temperature));
    return members.flatMap((values, index) => StochasticPasses.runners(network, values, { temperature, draws: draws[index]! }));
  },
};
