import type { RecipeChanges } from '../../../src-main/core/training/TrainingRecipe.ts';
import type { LabelledEngineImage } from '../../../src-main/engine/engineApi.ts';

/** `pool` is what the expert is asked about; `test` is measured on alone. */
export type Part = 'pool' | 'test';

/** An image with its true labels, which no network sees but through an expert. */
export interface LoopImage extends LabelledEngineImage {
  /** [pixels], 0 … 255. */
  readonly grey: Uint8Array;
}

/** Real images that the loop is simulated on. */
export interface LoopSet {
  /** Its key in the results. */
  readonly name: string;
  readonly title: string;
  /** Folder beside the project; a set that is not there is passed over, and said to be. */
  readonly folder: string;
  readonly classNames: readonly string[];
  /** Those whose Dice is the quality: all but a background. */
  readonly scoredClasses: readonly number[];
  readonly input: 'grey' | 'colour';
  /** Of the U-Net: what learns the set in minutes on a core. */
  readonly network: { readonly width: number; readonly depth: number };
  readonly recipe: RecipeChanges;
  /** Which images they are and what was done to them, for the page. */
  readonly parts: string;
  /** @param samplesFolder where the samples go that the engine reads */
  readonly load: (part: Part, samplesFolder: string) => Promise<readonly LoopImage[]>;
}
