import type { Expert } from './Expert.ts';
import { repair } from './repair.ts';

/** Sees everything and paints it to the pixel. */
export const perfect: Expert = {
  name: 'perfect',
  title: 'sees everything and paints it to the pixel',
  answer: (question) =>
    repair(
      question,
      () => true,
      ({ pixels }, labels) => {
        for (const index of pixels) labels[index] = question.truth[index]!;
      },
    ),
};
