import { describe, expect, test } from 'vitest';
import { drawn, labelsFrom, picture } from '../../../src-main/core/labels/testing/pictures.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import type { Question } from './Expert.ts';
import { hasty } from './hasty.ts';
import { jitteredTruth } from './jitteredTruth.ts';
import { perfect } from './perfect.ts';
import { answerWholeImage } from './wholeImage.ts';
import { wrongParts } from './wrongParts.ts';

const random = (counter = 0): RandomSource => new RandomSource({ seed: 1, stream: 9, counter });

/** @param asked `1` where the expert is asked */
function question(truth: string, proposal: string, asked: string): Question {
  const { width, height, data } = labelsFrom(truth);
  return { width, height, truth: data, proposal: labelsFrom(proposal).data, asked: labelsFrom(asked).data.map((value) => (value === 1 ? 1 : 0)) };
}

describe('wrong parts', () => {
  test('slivers along one rim are one stroke, what lies apart is another, and classes are painted apart', () => {
    const { data, ...size } = labelsFrom(`
      11.1.....
      .......11
      ..22.....
      ..22.....
    `);
    const parts = wrongParts(data, size).map(({ classIndex, pixels, rimPixels }) => ({ classIndex, pixels: pixels.length, rimPixels }));
    expect(parts).toEqual([
      { classIndex: 1, pixels: 3, rimPixels: 3 },
      { classIndex: 1, pixels: 2, rimPixels: 2 },
      { classIndex: 2, pixels: 4, rimPixels: 4 },
    ]);
  });

  test('of a block the rim alone is followed, and nothing is drawn along the edge of the image', () => {
    const block = labelsFrom(`
      .......
      .11111.
      .11111.
      .11111.
      .......
    `);
    expect(wrongParts(block.data, block)).toMatchObject([{ rimPixels: 12 }]);
    const corner = labelsFrom(`
      1111
      1111
      ....
    `);
    expect(wrongParts(corner.data, corner)).toMatchObject([{ rimPixels: 4 }]);
  });
});

describe('the perfect expert', () => {
  test('gives the truth where asked, nothing elsewhere or where nobody knows', () => {
    const asked = question('0011\n0.11\n0011', '0000\n0000\n1111', '1100\n1111\n1111');
    const { labels, work } = perfect.answer(asked, random());
    expect(drawn({ width: 4, height: 3, data: labels })).toBe(picture('00..\n0.11\n0011'));
    // Class 0 in the lower left, class 1 on the right; 2 + 4 + 4 pixels looked over.
    expect(work).toEqual({ pixels: 10, strokes: 2, rimPixels: 4 });
  });

  test('confirms what is right without a stroke', () => {
    expect(perfect.answer(question('01\n01', '01\n01', '11\n11'), random()).work).toEqual({ pixels: 4, strokes: 0, rimPixels: 0 });
  });
});

describe('the hasty expert', () => {
  /** Discs of class 1 in a grid, of which the model saw none. */
  const side = 400;
  const truth = Uint8Array.from({ length: side * side }, (_none, index) => (((index % side) % 20) - 10) ** 2 + ((Math.floor(index / side) % 20) - 10) ** 2 <= 36 ? 1 : 0);
  const asked: Question = { width: side, height: side, truth, proposal: new Uint8Array(truth.length), asked: new Uint8Array(truth.length).fill(1) };

  test('overlooks one part in twenty', () => {
    const { strokes } = hasty.answer(asked, random()).work;
    // Of 400: five standard deviations are 22.
    expect(Math.abs(400 - strokes - 20)).toBeLessThan(22);
    expect(strokes).toBeLessThan(400);
  });

  test('errs near borders alone, and leaves what is right and lies away from any stroke', () => {
    const { labels } = hasty.answer(asked, random());
    const isDisc = (index: number): boolean => labels[index] === 1;
    const centre = (disc: number): number => ((Math.floor(disc / 20) * 20 + 10) * side + (disc % 20) * 20 + 10);
    const painted = Array.from({ length: 400 }, (_none, disc) => disc).filter((disc) => isDisc(centre(disc)));
    expect(painted.length).toBeGreaterThan(360);
    const share = labels.reduce((sum, label, index) => sum + (label === truth[index] ? 0 : 1), 0) / labels.length;
    expect(share).toBeGreaterThan(0.01);
    expect(share).toBeLessThan(0.12);
    const confirmed = hasty.answer({ ...asked, proposal: truth }, random());
    expect(confirmed.labels).toEqual(truth);
  });

  test('answers alike by the same random key', () => {
    expect(hasty.answer(asked, random(3))).toEqual(hasty.answer(asked, random(3)));
    expect(hasty.answer(asked, random(3)).labels).not.toEqual(hasty.answer(asked, random(4)).labels);
  });

  test('borders move by the deviation asked for', () => {
    // One straight border at x = 50: how far it moves in each row is how far a pixel's class was looked up.
    const [width, height] = [100, 2000];
    const half = Uint8Array.from({ length: width * height }, (_none, index) => (index % width < 50 ? 0 : 1));
    const moved = jitteredTruth(half, { width, height }, { deviation: 1.5, random: random() });
    const moves = Array.from({ length: height }, (_none, y) => moved.subarray(y * width, (y + 1) * width).reduce((sum, label) => sum + (label === 0 ? 1 : 0), 0) - 50);
    const deviation = Math.sqrt(moves.reduce((sum, move) => sum + move ** 2, 0) / height);
    expect(deviation).toBeGreaterThan(1.1);
    expect(deviation).toBeLessThan(2);
    expect(moved.filter((label, index) => label !== half[index] && Math.abs((index % width) - 49.5) > 8)).toHaveLength(0);
  });
});

describe('whole images', () => {
  const shown = (proposal: string): Question => question('000000\n011110\n011110\n000000', proposal, '111111\n111111\n111111\n111111');

  test('a good proposal is repaired, a bad one is painted over from nothing', () => {
    const good = answerWholeImage(perfect, shown('000000\n011100\n011110\n000000'), () => random());
    expect(good.work).toEqual({ pixels: 24, strokes: 1, rimPixels: 1 });
    const bad = answerWholeImage(perfect, shown('101010\n000000\n000000\n101010'), () => random());
    expect(bad.work).toEqual({ pixels: 24, strokes: 1, rimPixels: 8 });
  });
});
