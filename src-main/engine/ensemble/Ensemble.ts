import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { MemberRunner } from './MemberRunner.ts';
import { tfjsRunners } from './MemberRunners.ts';
import type { MemberRunners } from './MemberRunners.ts';
import { readModelFolder } from './modelFolder.ts';
import type { ModelFile } from './modelFile.ts';

/** What windows a model's members take. */
export interface WindowNeeds {
  /** Height and width are multiples of this, in pixels. */
  readonly sizeMultiple: number;
  /** How far, in pixels, an output pixel looks to each side. */
  readonly contextRadius: number;
}

/** A model in the engine's memory. */
export class Ensemble {
  readonly file: Pick<ModelFile, 'classes' | 'normalisation'>;
  readonly windows: WindowNeeds;
  readonly members: readonly MemberRunner[];

  private constructor(file: Ensemble['file'], windows: WindowNeeds, members: readonly MemberRunner[]) {
    this.file = file;
    this.windows = windows;
    this.members = members;
  }

  /**
   * @param member load this member alone, or all when null
   * @param runners what computes the members; default: TensorFlow.js
   * @throws SfumatoError `invalidInput` when there is no such member; `notFound`, `corrupt` as `readModelFolder`
   */
  static async load(folder: string, member: number | null = null, runners: MemberRunners = tfjsRunners): Promise<Ensemble> {
    const model = await readModelFolder(folder);
    const { file, network, members } = model;
    if (member !== null && !members[member]) {
      throw new SfumatoError('invalidInput', say('noMember', { folder, last: members.length - 1, got: member }));
    }
    const chosen = member === null ? model : { ...model, members: [members[member]!], file: { ...file, members: [file.members[member]!] } };
    const windows = { sizeMultiple: network.sizeMultiple, contextRadius: network.network.contextRadius };
    return new Ensemble(file, windows, await runners.of(chosen));
  }

  async dispose(): Promise<void> {
    for (const member of this.members) await member.dispose();
  }
}
