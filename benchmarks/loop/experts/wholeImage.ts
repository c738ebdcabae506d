import type { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import type { Answer, Expert, Question } from './Expert.ts';
import { secondsOf } from './timeModel.ts';

/**
 * Labels a complete image in the way that takes less time: the proposal repaired, or everything painted over class 0.
 * @param question of the whole image
 */
export function answerWholeImage(expert: Expert, question: Question, random: () => RandomSource): Answer {
  const repaired = expert.answer(question, random());
  const fromScratch = expert.answer({ ...question, proposal: new Uint8Array(question.proposal.length) }, random());
  return secondsOf(fromScratch.work) < secondsOf(repaired.work) ? fromScratch : repaired;
}
