import type { MemberRunner } from './MemberRunner.ts';
import type { StoredModel } from './modelFolder.ts';
import { TfjsRunner } from './TfjsRunner.ts';

/** Makes what runs a model's members; whoever asks disposes each. */
export interface MemberRunners {
  /** Processor threads for graphs from elsewhere, which only ONNX Runtime runs; null: as many as the machine has. */
  readonly threads: number | null;
  /** @param model `file.members` and `members` name the same ones. @returns a runner for each, in their order */
  of(model: StoredModel): Promise<readonly MemberRunner[]>;
}

export const tfjsRunners: MemberRunners = {
  threads: null,
  of: async ({ file, network, members }) => members.map((values) => new TfjsRunner(network, values, file.temperature)),
};
