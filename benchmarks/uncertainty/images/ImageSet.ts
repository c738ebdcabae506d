import type { RecipeChanges } from '../../../src-main/core/training/TrainingRecipe.ts';
import type { DecodedPair } from '../../training/decodeLabelled.ts';
import type { Budget } from '../../zoo/dataSets.ts';
import type { TableName } from './tables/TableName.ts';

/** `heldBack` is what temperatures are fitted on: no network learns from it, and no figure is of it. */
export type Part = 'train' | 'heldBack' | 'test';

/** A labelled image, with what else is known of it. */
export interface MeasurableImage extends DecodedPair {
  /** [pixels], 1 where there is a thing of a class that no network was taught, 0 elsewhere; left out: nothing of the kind. */
  readonly foreign?: Uint8Array;
  /** [pixels] each, class by class as each of several people drew it; left out: only one did. */
  readonly drawings?: readonly Uint8Array[];
}

/** The network that all methods of a set go around: what trains in minutes on a core. */
export interface SetNetwork {
  readonly title: string;
  readonly architecture: string;
  /** Without what follows from the images. */
  readonly config: Readonly<Record<string, unknown>>;
}

export const narrowUnet: SetNetwork = { title: 'U-Net of width 8 and depth 4', architecture: 'unet', config: { width: 8, depth: 4 } };

/** Real images that methods are measured on. */
export interface ImageSet {
  /** Its key in the results. */
  readonly name: string;
  readonly title: string;
  readonly table: TableName;
  /** Folder beside the project; a set that is not there is passed over, and said to be. */
  readonly folder: string;
  readonly classNames: readonly string[];
  readonly input: 'grey' | 'colour';
  readonly network: SetNetwork;
  readonly budget: Budget;
  readonly recipe: RecipeChanges;
  /** In how many ways test-time augmentation lays an image, 1 … 8: a street does not stand on its head. */
  readonly turns: number;
  /** What its test images are, for the page. */
  readonly parts: string;
  /**
   * @param seed 1 … 3; sets that are cross-validated leave out another third for each
   * @param samplesFolder where the decoded samples go
   */
  readonly load: (part: Part, seed: number, samplesFolder: string) => Promise<readonly MeasurableImage[]>;
}
