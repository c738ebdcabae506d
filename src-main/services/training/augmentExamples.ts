import { labelUse } from '../../core/comparison/labelUse.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { checkRunNumbers } from '../../core/training/runRules.ts';
import type { RecipeChanges } from '../../core/training/TrainingRecipe.ts';
import type { InputWish } from '../../contract/training.ts';
import type { AugmentOutcome, LabelledEngineImage } from '../../engine/engineApi.ts';
import { readModelCard } from '../models/modelCard.ts';
import { engineImage } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

/** Rows of examples: enough to see, few enough to be quick. Where fewer images carry labels, each is shown in several places. */
const rows = 3;

export interface ExampleWish {
  /** Not checked yet. */
  readonly recipe: RecipeChanges;
  /** What the run would begin with: networks that go on keep what they see. */
  readonly from: 'inUse' | 'scratch';
  readonly input: InputWish;
  /** Pixels. */
  readonly cropSide: number;
  readonly draws: number;
  readonly seed: number;
}

/**
 * Has examples made of how a recipe augments the project's own images: those worked on that carry labels, evenly spread.
 * @throws SfumatoError `invalidInput` naming the setting that is wrong, `noLabels`
 */
export async function augmentExamples(session: ProjectSession, services: Services, { recipe, from, input, cropSide, draws, seed }: ExampleWish): Promise<AugmentOutcome> {
  const { store } = session;
  checkRunNumbers({ cropSide, batchSize: null, learningRate: null });
  const { augmentation } = readRecipe(recipe);
  const labelled = store.images.list().filter((image) => labelUse(image) === 'training' && image.labelledFraction > 0);
  if (labelled.length === 0) throw new SfumatoError('noLabels', say('nothingLabelled', { project: store.name }));
  const images: LabelledEngineImage[] = [];
  for (let row = 0; row < rows; row++) {
    const image = labelled[Math.floor((row * labelled.length) / rows)]!;
    images.push({ ...(await engineImage(session, image)), labels: store.labels.map(image.id, image) });
  }
  const parent = from === 'inUse' ? store.models.inUse() : null;
  const seen = parent ? (await readModelCard(store.paths.model(parent.id))).input : input;
  return services.engine.augment({ images, classCount: store.classes.length, input: seen, augmentation, side: cropSide, draws, seed });
}
