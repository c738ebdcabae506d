import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { denoiserContext } from '../adversary/denoiserNetwork.ts';
import { denoisedRunners } from './denoisedRunners.ts';
import type { MemberRunner } from './MemberRunner.ts';
import { tfjsRunners } from './MemberRunners.ts';
import type { MemberRunners } from './MemberRunners.ts';
import type { GraphSignature } from './importedModelFile.ts';
import { loadImported } from './loadImported.ts';
import { readModelFolder } from './modelFolder.ts';
import type { ModelFile } from './modelFile.ts';
import { turnedRunners } from './turnedRunners.ts';

/** What windows a model's members take. */
export interface WindowNeeds {
  /** Height and width are multiples of this, in pixels. */
  readonly sizeMultiple: number;
  /** How far, in pixels, an output pixel looks to each side. */
  readonly contextRadius: number;
  /** Longest side of what is predicted at once, without its context; left out: the program's own choice. */
  readonly coreSide?: number;
  /** Longest side of a window with all its context, where that may be longer than the usual ones. */
  readonly largestInput?: number | undefined;
  /** Side of the crops it was trained on: what sees its whole window has learned at that size. */
  readonly trainedSide: number;
}

/** A model in the engine's memory. */
export class Ensemble {
  readonly file: Pick<ModelFile, 'classes' | 'normalisation'>;
  readonly windows: WindowNeeds;
  readonly members: readonly MemberRunner[];
  /** Whether its members say how far inside an object each pixel lies. */
  readonly hasDistances: boolean;
  /** Whether they foresee the probability of the true class. */
  readonly hasConfidence: boolean;

  private constructor(file: Ensemble['file'], windows: WindowNeeds, members: readonly MemberRunner[], heads: Partial<Pick<Ensemble, 'hasDistances' | 'hasConfidence'>> = {}) {
    this.file = file;
    this.windows = windows;
    this.members = members;
    this.hasDistances = heads.hasDistances ?? false;
    this.hasConfidence = heads.hasConfidence ?? false;
  }

  /** How many members run side by side: 1 and up. */
  get concurrency(): number {
    return this.members[0]?.sideBySide ?? 1;
  }

  /**
   * @param member load this member alone, or all when null
   * @param runners what computes the members; default: TensorFlow.js
   * @throws SfumatoError `invalidInput` when there is no such member; `notFound`, `corrupt` as `readModelFolder`
   */
  static async load(folder: string, member: number | null = null, runners: MemberRunners = tfjsRunners): Promise<Ensemble> {
    const imported = await loadImported(folder, runners.threads);
    if (imported) {
      if ((member ?? 0) === 0) return new Ensemble(imported.file, windowsOf(imported.file.graph), [imported.runner]);
      await imported.runner.dispose();
      throw new SfumatoError('invalidInput', say('noMember', { folder, last: 0, got: member! }));
    }
    const model = await readModelFolder(folder);
    const { file, network, members } = model;
    if (member !== null && !members[member]) {
      throw new SfumatoError('invalidInput', say('noMember', { folder, last: members.length - 1, got: member }));
    }
    const chosen = member === null ? model : { ...model, members: [members[member]!], file: { ...file, members: [file.members[member]!] } };
    const running = turnedRunners(denoisedRunners(await runners.of(chosen), model.denoiser ?? null), file.turns ?? 1);
    const windows = {
      sizeMultiple: network.sizeMultiple,
      contextRadius: network.contextRadius + (model.denoiser ? denoiserContext : 0),
      trainedSide: file.training.cropSide,
      largestInput: running[0]?.largestInput,
    };
    return new Ensemble(file, windows, running, { hasDistances: network.network.config['instances'] === true, hasConfidence: network.hasConfidence });
  }

  async dispose(): Promise<void> {
    for (const member of this.members) await member.dispose();
  }
}

/** Of networks from elsewhere that do not say. */
const usualTrainedSide = 512;

/** A graph of one size gets windows that fit into it with their context. */
function windowsOf({ sizeMultiple, contextRadius, fixedSize }: GraphSignature): WindowNeeds {
  if (!fixedSize) return { sizeMultiple, contextRadius, trainedSide: usualTrainedSide };
  const context = Math.ceil(contextRadius / sizeMultiple) * sizeMultiple;
  const side = Math.min(fixedSize.height, fixedSize.width) - 2 * context;
  return { sizeMultiple, contextRadius, trainedSide: Math.min(fixedSize.height, fixedSize.width), coreSide: Math.floor(side / sizeMultiple) * sizeMultiple };
}
