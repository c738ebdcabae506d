import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { TrainingRecipe } from '../../core/training/TrainingRecipe.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { TrainRequest } from '../engineApi.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import { sha256Of } from '../ensemble/weightsFile.ts';
import type { EncoderValues } from '../pretrained/encoderStart.ts';
import { parentWeight } from './defaults.ts';
import type { TrainingData } from './trainingData.ts';

/** What a run was found to be trained with, whichever way its request said so. */
export interface TrainedWith {
  readonly parent: StoredModel | null;
  readonly encoder: EncoderValues | null;
  readonly uncertainty: UncertaintyChoice | null;
}

/** Equal for requests that would train the same model; folders are left out, for they may move. */
export function fingerprintOf(request: TrainRequest, { images, record, normalisation }: TrainingData, { parent, encoder, uncertainty }: TrainedWith): string {
  const { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed, width, depth, classNames, dropout, recipe = defaultRecipe } = request;
  // What is left out is left out of the JSON too, so that a run of before still finds its checkpoints.
  const network = request.network ?? undefined;
  const encoderSha256 = encoder ? [...encoder].map(([name, values]) => [name, sha256Of(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))]) : undefined;
  const taught = images.flatMap(({ distances }) => distances ?? []);
  const distancesSha256 = taught.length > 0 ? taught.map(sha256Of) : undefined;
  // Which labels are new says where crops lie.
  const newSha256 = request.sampling && request.images.map(({ isNew }) => isNew ? sha256Of(isNew) : null);
  const settings = { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed, width, depth, classNames, dropout, network, encoderSha256, distancesSha256, uncertainty: uncertainty ?? undefined, sampling: request.sampling, newSha256 };
  return sha256Of(JSON.stringify([settings, ofTheMembers(recipe), record, normalisation, parent && { sha256: parent.modelFileSha256, parentWeight }]));
}

/**
 * Settings of colour that change nothing are left out, so that a run of before there were any still finds its checkpoints; the
 * denoiser, because members know nothing of it.
 */
function ofTheMembers({ denoiser: _afterThem, ...recipe }: TrainingRecipe): object {
  const { colourShare, saturation, hue, colourBrightness, stainShare, stain, stainOffset, ...others } = recipe.augmentation;
  const colour = colourShare > 0 && { colourShare, saturation, hue, colourBrightness };
  const stains = stainShare > 0 && { stainShare, stain, stainOffset };
  return { ...recipe, augmentation: { ...others, ...colour, ...stains } };
}
