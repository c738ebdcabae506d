import type { InputWish } from '../../../../src-main/contract/training.ts';
import type { AugmentationRecipe } from '../../../../src-main/core/training/TrainingRecipe.ts';
import type { SfumatoClient } from '../../../connection/client.ts';
import { problemOf } from '../../../connection/Problem.ts';
import type { Problem } from '../../../connection/Problem.ts';
import { oneAtATime } from '../../../app/oneAtATime.ts';
import type { Crop } from './drawCrop.ts';

/** Augmented crops of an image each. */
export const drawsShown = 4;

export interface ExampleRow {
  readonly imageId: string;
  /** The first is as it is. */
  readonly crops: readonly Crop[];
}

/** What the networks of a run see. */
export interface InputSettings {
  /** What the run begins with: networks that go on keep what they see. */
  readonly from: 'inUse' | 'scratch';
  readonly input: InputWish;
}

export interface ExampleSettings extends InputSettings {
  readonly augmentation: Partial<AugmentationRecipe>;
  /** Pixels. */
  readonly cropSide: number;
  readonly seed: number;
}

/** Examples of augmented crops as the engine makes them; while the user types, only of the last settings. */
export class ExamplesState {
  /** Null before the first. */
  rows: readonly ExampleRow[] | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** Whether what is shown is of earlier settings. */
  isMaking = $state(false);
  readonly #client: SfumatoClient;
  readonly #make = oneAtATime(() => this.#fetch());
  #wanted: ExampleSettings | null = null;

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  async show(settings: ExampleSettings): Promise<void> {
    this.#wanted = settings;
    this.isMaking = true;
    try {
      await this.#make();
    } finally {
      if (this.#wanted === settings) this.isMaking = false;
    }
  }

  async #fetch(): Promise<void> {
    const { augmentation, ...settings } = this.#wanted!;
    try {
      const made = await this.#client.training.augment({ ...settings, recipe: { augmentation }, draws: drawsShown });
      const pixels = new Uint8Array(await made.pixels.arrayBuffer());
      const labels = new Uint8Array(await made.labels.arrayBuffer());
      this.rows = rowsOf(made, pixels, labels);
      this.problem = null;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
  }
}

interface Shape {
  readonly imageIds: readonly string[];
  readonly columns: number;
  readonly side: number;
  readonly channels: number;
}

/** Cuts what the engine sent into rows of crops. */
export function rowsOf({ imageIds, columns, side, channels }: Shape, pixels: Uint8Array, labels: Uint8Array): ExampleRow[] {
  const area = side * side;
  return imageIds.map((imageId, row) => ({
    imageId,
    crops: Array.from({ length: columns }, (_none, column) => {
      const from = (row * columns + column) * area;
      return { side, pixels: pixels.subarray(from * channels, (from + area) * channels), labels: labels.subarray(from, from + area) };
    }),
  }));
}
