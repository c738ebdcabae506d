import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { Answer, Question } from './Expert.ts';
import { wrongParts } from './wrongParts.ts';
import type { WrongPart } from './wrongParts.ts';

/**
 * Goes through the wrong parts of what is asked, repairs those that are seen and confirms the rest as proposed.
 * @param isSeen whether the expert notices a part
 * @param paint writes the labels of one repaired part over the confirmed proposal
 */
export function repair({ asked, proposal, truth, width, height }: Question, isSeen: (part: WrongPart) => boolean, paint: (part: WrongPart, labels: Uint8Array) => void): Answer {
  const wanted = new Uint8Array(asked.length).fill(unlabelled);
  const labels = new Uint8Array(asked.length).fill(unlabelled);
  let pixels = 0;
  for (let index = 0; index < asked.length; index++) {
    if (asked[index] === 0) continue;
    pixels++;
    if (truth[index] === unlabelled) continue;
    labels[index] = proposal[index]!;
    if (proposal[index] !== truth[index]) wanted[index] = truth[index]!;
  }
  let [strokes, rimPixels] = [0, 0];
  for (const part of wrongParts(wanted, { width, height })) {
    if (!isSeen(part)) continue;
    strokes++;
    rimPixels += part.rimPixels;
    paint(part, labels);
  }
  return { labels, work: { pixels, strokes, rimPixels } };
}
