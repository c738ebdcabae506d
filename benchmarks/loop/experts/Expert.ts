import type { ImageSize } from '../../../src-main/core/labels/labelTiles.ts';
import type { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import type { Work } from './timeModel.ts';

/** What an expert is shown: a part of an image and what the model says of it. */
export interface Question extends ImageSize {
  /** [pixels] of the whole image, 1 where the expert is asked. */
  readonly asked: Uint8Array;
  /** [pixels], class that the model proposes. */
  readonly proposal: Uint8Array;
  /** [pixels], class as it is, 255 where nobody knows: there it is neither repaired nor confirmed. */
  readonly truth: Uint8Array;
}

export interface Answer {
  /** [pixels], class by the expert's word, 255 where there is none. */
  readonly labels: Uint8Array;
  readonly work: Work;
}

/** One way of answering. Equal questions and random keys give equal answers. */
export interface Expert {
  readonly name: ExpertName;
  readonly title: string;
  answer(question: Question, random: RandomSource): Answer;
}

export const expertNames = ['perfect', 'hasty'] as const;
export type ExpertName = (typeof expertNames)[number];
