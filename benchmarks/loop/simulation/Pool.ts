import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { LabelledEngineImage } from '../../../src-main/engine/engineApi.ts';
import type { Answer, Expert, Question } from '../experts/Expert.ts';
import { secondsOf, timeModel } from '../experts/timeModel.ts';
import type { LoopImage } from '../sets/LoopSet.ts';

/** Stands in the labels given to a strategy for a place that was asked and that nobody knows: it is not asked again. */
const settledUnknown = 254;

/** The images that an expert is asked about, with what the expert has said, and the time that it took. */
export class Pool {
  readonly images: readonly LoopImage[];
  readonly pixels: number;
  /** By image: [pixels], class by the expert's word, 255 where there is none. */
  readonly #labels: readonly Uint8Array[];
  readonly #isAsked: readonly Uint8Array[];
  #lastImage: number | null = null;
  #seconds = 0;
  #settled = 0;

  constructor(images: readonly LoopImage[]) {
    this.images = images;
    this.pixels = images.reduce((sum, { labels }) => sum + labels.length, 0);
    this.#labels = images.map(({ labels }) => new Uint8Array(labels.length).fill(unlabelled));
    this.#isAsked = images.map(({ labels }) => new Uint8Array(labels.length));
  }

  get seconds(): number {
    return this.#seconds;
  }

  /** Regions or images answered so far. */
  get settled(): number {
    return this.#settled;
  }

  /** Keeps an answer about an image. @returns its seconds without those of the way to the image */
  settle(image: number, { asked }: Pick<Question, 'asked'>, { labels, work }: Answer): number {
    const [own, isAsked] = [this.#labels[image]!, this.#isAsked[image]!];
    for (let index = 0; index < own.length; index++) {
      if (asked[index] === 0) continue;
      isAsked[index] = 1;
      own[index] = labels[index]!;
    }
    const seconds = secondsOf(work);
    this.#seconds += seconds + (this.#lastImage === image ? 0 : timeModel.navigateSeconds);
    this.#lastImage = image;
    this.#settled++;
    return seconds;
  }

  /** Asks an expert about a part of an image and keeps the answer. */
  ask(image: number, expert: Expert, question: Pick<Question, 'asked' | 'proposal'>, random: Parameters<Expert['answer']>[1]): { readonly answer: Answer; readonly seconds: number } {
    const { width, height, labels: truth } = this.images[image]!;
    const answer = expert.answer({ ...question, width, height, truth }, random);
    return { answer, seconds: this.settle(image, question, answer) };
  }

  /** Images with what is labelled of them, for training; those without any label are left out. */
  labelled(): LabelledEngineImage[] {
    return this.images.map((image, index) => ({ ...image, labels: this.#labels[index]! })).filter(({ labels }) => labels.some((label) => label !== unlabelled));
  }

  /** [pixels], for a strategy: 255 where it may still ask. */
  settledLabels(image: number): Uint8Array {
    return this.#labels[image]!.map((label, index) => (label === unlabelled && this.#isAsked[image]![index] === 1 ? settledUnknown : label));
  }

  /** Pixels that carry a label, and how many of them are not as the truth has them. */
  count(): { readonly labelled: number; readonly wrong: number } {
    let [labelled, wrong] = [0, 0];
    for (const [image, labels] of this.#labels.entries()) {
      const truth = this.images[image]!.labels;
      for (let index = 0; index < labels.length; index++) {
        if (labels[index] === unlabelled) continue;
        labelled++;
        if (labels[index] !== truth[index]) wrong++;
      }
    }
    return { labelled, wrong };
  }
}
