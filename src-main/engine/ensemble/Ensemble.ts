import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { MemberNetwork } from './MemberNetwork.ts';
import type { MemberRunner } from './MemberRunner.ts';
import { readModelFolder } from './modelFolder.ts';
import type { ModelFile } from './modelFile.ts';
import { TfjsRunner } from './TfjsRunner.ts';

/** A model in the engine's memory. */
export class Ensemble {
  readonly file: ModelFile;
  readonly network: MemberNetwork;
  readonly members: readonly MemberRunner[];

  private constructor(file: ModelFile, network: MemberNetwork, members: readonly MemberRunner[]) {
    this.file = file;
    this.network = network;
    this.members = members;
  }

  /**
   * @param member load this member alone, or all when null
   * @throws SfumatoError `invalidInput` when there is no such member; `notFound`, `corrupt` as `readModelFolder`
   */
  static async load(folder: string, member: number | null = null): Promise<Ensemble> {
    const { file, network, members } = await readModelFolder(folder);
    if (member !== null && !members[member]) {
      throw new SfumatoError('invalidInput', say('noMember', { folder, last: members.length - 1, got: member }));
    }
    const chosen = member === null ? members : [members[member]!];
    return new Ensemble(file, network, chosen.map((values) => new TfjsRunner(network, values, file.temperature)));
  }

  async dispose(): Promise<void> {
    for (const member of this.members) await member.dispose();
  }
}
