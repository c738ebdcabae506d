import { SfumatoError } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';
import { reduceEnsemble } from '../uncertainty/reduceEnsemble.ts';
import type { ReducedEnsemble } from '../uncertainty/reduceEnsemble.ts';
import { disposeMember, loadMember, predictMember } from './MemberNetwork.ts';
import type { LoadedMember, MemberNetwork } from './MemberNetwork.ts';
import { readModelFolder } from './modelFolder.ts';
import type { ModelFile } from './modelFile.ts';

/** A window's outcome. Maps are [1,H,W] but `mean`; the owner disposes them. */
export interface EnsembleOutcome extends ReducedEnsemble {
  /** [1, H/4, W/4], nats: the members' mean of the foreseen cross entropy. */
  readonly learnedLoss: tf.Tensor3D;
  /** Most probable class by each member, [1,H,W] int32. */
  readonly members: readonly tf.Tensor3D[];
}

/** A model in the engine's memory. */
export class Ensemble {
  readonly file: ModelFile;
  readonly network: MemberNetwork;
  readonly #members: readonly LoadedMember[];

  private constructor(file: ModelFile, network: MemberNetwork, members: readonly LoadedMember[]) {
    this.file = file;
    this.network = network;
    this.#members = members;
  }

  /**
   * @param member load this member alone, or all when null
   * @throws SfumatoError `invalidInput` when there is no such member; `notFound`, `corrupt` as `readModelFolder`
   */
  static async load(folder: string, member: number | null = null): Promise<Ensemble> {
    const { file, network, members } = await readModelFolder(folder);
    if (member !== null && !members[member]) {
      throw new SfumatoError('invalidInput', `model ${folder}: wanted a member 0 … ${members.length - 1}, got ${member}`);
    }
    const chosen = member === null ? members : [members[member]!];
    return new Ensemble(file, network, chosen.map((values) => loadMember(network, values)));
  }

  get memberCount(): number {
    return this.#members.length;
  }

  /** @param values one window of normalised grey, height x width, both multiples of the network's `sizeMultiple` */
  predict(values: Float32Array, height: number, width: number): EnsembleOutcome {
    return tf.tidy(() => {
      const input = tf.tensor4d(values, [1, height, width, 1]);
      const outcomes = this.#members.map((member) => predictMember(this.network, member, input, this.file.temperature));
      // [M,1,H,W,C] and [M,1,H/4,W/4]
      const probabilities = tf.stack(outcomes.map((outcome) => outcome.probabilities)) as tf.Tensor5D;
      const members = outcomes.map((outcome) => outcome.probabilities.argMax<tf.Tensor3D>(3));
      const lossMaps = tf.stack(outcomes.map((outcome) => outcome.lossMap));
      return { ...reduceEnsemble(probabilities), learnedLoss: lossMaps.mean<tf.Tensor3D>(0), members };
    });
  }

  dispose(): void {
    for (const member of this.#members) disposeMember(member);
  }
}
