import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { MemberNetwork } from './MemberNetwork.ts';
import type { MemberRunner } from './MemberRunner.ts';
import { readModelFolder } from './modelFolder.ts';
import type { ModelFile } from './modelFile.ts';
import { TfjsRunner } from './TfjsRunner.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import type { MemberWorkers } from '../workers/MemberWorkers.ts';

/** A model in the engine's memory. */
export class Ensemble {
  readonly file: ModelFile;
  readonly network: MemberNetwork;
  readonly members: readonly MemberRunner[];
  readonly #workers: MemberWorkers | null;

  private constructor(file: ModelFile, network: MemberNetwork, members: readonly MemberRunner[], workers: MemberWorkers | null) {
    this.#workers = workers;
    this.file = file;
    this.network = network;
    this.members = members;
  }

  /** How many members run side by side: 1 and up. */
  get concurrency(): number {
    return this.#workers?.count ?? 1;
  }

  /**
   * @param member load this member alone, or all when null
   * @param startWorkers threads to run the members on side by side; left out: one after another, in this one
   * @throws SfumatoError `invalidInput` when there is no such member; `notFound`, `corrupt` as `readModelFolder`
   */
  static async load(folder: string, member: number | null = null, startWorkers?: JobContext['workers']): Promise<Ensemble> {
    const { file, network, members } = await readModelFolder(folder);
    if (member !== null && !members[member]) {
      throw new SfumatoError('invalidInput', say('noMember', { folder, last: members.length - 1, got: member }));
    }
    const chosen = member === null ? members : [members[member]!];
    const workers = startWorkers?.(chosen.length) ?? null;
    if (!workers) return new Ensemble(file, network, chosen.map((values) => new TfjsRunner(network, values, file.temperature)), null);
    try {
      const { architecture, config, temperature } = file;
      const runners = await Promise.all(chosen.map((values) => workers.runner({ architecture, config, values, temperature })));
      return new Ensemble(file, network, runners, workers);
    } catch (thrown) {
      await workers.close();
      throw thrown;
    }
  }

  async dispose(): Promise<void> {
    for (const member of this.members) await member.dispose();
    await this.#workers?.close();
  }
}
