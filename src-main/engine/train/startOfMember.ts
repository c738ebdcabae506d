import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { TrainRequest } from '../engineApi.ts';
import { decodeDistribution } from '../ensemble/distributionFile.ts';
import type { TrainedDistribution } from '../ensemble/distributionFile.ts';
import { uncertaintyOf } from '../ensemble/modelFile.ts';
import { readChecked } from '../ensemble/modelFolder.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import { readUncertainty, schemeOf } from '../weights/uncertaintyMethods.ts';

/**
 * By which method a run trains: the one asked for, else its parent's.
 * @returns with its settings filled in; null where each training gives one network as it is
 * @throws SfumatoError `invalidInput` naming the field, the value and what is allowed
 */
export function chooseUncertainty({ uncertainty }: Pick<TrainRequest, 'uncertainty'>, parent: StoredModel | null): UncertaintyChoice | null {
  const wish = uncertainty ?? (parent && uncertaintyOf(parent.file));
  return wish && readUncertainty(wish);
}

/** Where one training begins that goes on from a model. */
export interface ParentStart {
  readonly start: MemberValues;
  /** Null where the parent learnt by another method, or by other settings of it. */
  readonly startDistribution: TrainedDistribution | null;
}

/**
 * What a training takes over of its parent. A parent with fewer trainings lends them in turn; their training orders differ.
 * @param memberIndex of the training, 0 …
 * @param choice the method of the trainings to come
 * @throws SfumatoError `notFound`, `corrupt` for a file that is not what the parent's `model.json` says
 */
export async function startOfMember(folder: string, parent: StoredModel, memberIndex: number, choice: UncertaintyChoice | null): Promise<ParentStart> {
  const { file, members, network } = parent;
  const trainings = file.distributions?.length ?? members.length;
  const training = memberIndex % trainings;
  // The first of those that the training gave.
  const start = members[training * (members.length / trainings)]!;
  const entry = file.distributions?.[training];
  if (!entry || choice === null || !isAlike(choice, uncertaintyOf(file))) return { start, startDistribution: null };
  const bytes = await readChecked(folder, entry);
  return { start, startDistribution: decodeDistribution(bytes, network, schemeOf(choice, network), entry.weightsFile) };
}

/** Whether both mean the same values; how many networks were drawn of these does not matter. */
function isAlike(choice: UncertaintyChoice, other: UncertaintyChoice | null): boolean {
  if (other?.method !== choice.method) return false;
  const filled = readUncertainty(other);
  return filled !== null && sorted(filled.settings) === sorted(choice.settings);
}

function sorted(settings: UncertaintyChoice['settings']): string {
  return JSON.stringify(Object.entries(settings).sort(([one], [another]) => (one < another ? -1 : 1)));
}
