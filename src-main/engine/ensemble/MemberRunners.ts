import type { Temperatures } from '../../core/calibration/Temperatures.ts';
import type { RandomKey } from '../../core/random/RandomSource.ts';
import type { MemberNetwork } from './MemberNetwork.ts';
import type { MemberRunner } from './MemberRunner.ts';
import type { StoredModel } from './modelFolder.ts';
import { passDraws } from './passDraws.ts';
import { StochasticPasses } from './StochasticPasses.ts';
import { TfjsRunner } from './TfjsRunner.ts';
import type { MemberValues } from './weightsFile.ts';

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
    const draws = passDraws(file);
    return members.flatMap((values, index) => tfjsRunnersOf(network, values, { temperature: file.temperature, draws: draws && draws[index]! }));
  },
};

/** The same, whatever temperature the model's file names. */
export function runnersAt(temperature: Temperatures, runners: MemberRunners): MemberRunners {
  return { threads: runners.threads, of: (model) => runners.of({ ...model, file: { ...model.file, temperature } }) };
}

export interface MemberSettings {
  readonly temperature: Temperatures;
  /** What each of its stochastic passes draws from; null: it runs once, and nothing is drawn. */
  readonly draws: readonly RandomKey[] | null;
}

/** One member's runners: itself, or its passes. */
export function tfjsRunnersOf(network: MemberNetwork, values: MemberValues, { temperature, draws }: MemberSettings): MemberRunner[] {
  return draws ? StochasticPasses.runners(network, values, { temperature, draws }) : [new TfjsRunner(network, values, temperature)];
}
