import { describe, expect, test } from 'vitest';
import { emptyLabelMap } from '../../labels/labelMap.ts';
import { applyMaskDiff, diffLabelMaps } from '../../labels/maskDiff.ts';
import { contradictedPixels, contradictedRegions, withoutContradicted } from './contradictions.ts';
import { LabelWords } from './LabelWords.ts';
import type { LabelWord } from './LabelWords.ts';

const size = { width: 8, height: 4 };

/** What each person paints, one picture an event: a digit is a class, `x` erases, `.` leaves what is there, `!` settles. */
function told(...events: readonly (readonly [who: string | null, picture: string])[]) {
  const map = emptyLabelMap(size.width, size.height);
  const words = events.map(([who, picture], at): LabelWord => {
    const signs = [...picture.replaceAll(/\s/g, '')];
    const after = { ...map, data: Uint8Array.from(map.data, (label, pixel) => (/\d/.test(signs[pixel]!) ? Number(signs[pixel]) : signs[pixel] === 'x' ? 255 : label)) };
    const changes = diffLabelMaps(map, after);
    applyMaskDiff(map, changes);
    const mask = Uint8Array.from(signs, (sign) => (sign === '!' ? 1 : 0));
    const settles = mask.includes(1) ? { box: { x: 0, y: 0, ...size }, mask } : null;
    return { sequence: at + 1, at: `2026-11-0${at + 1}`, who, changes, settles };
  });
  return { labels: map.data, words: new LabelWords(size, words) };
}

const drawn = ({ labels, words }: ReturnType<typeof told>): string => {
  const pixels = contradictedPixels(labels, words);
  return Array.from({ length: size.height }, (_none, row) => [...pixels.subarray(row * size.width, (row + 1) * size.width)].map((pixel) => (pixel === 1 ? '#' : '.')).join('')).join('\n');
};
const picture = (text: string): string => text.trim().split('\n').map((line) => line.trim()).join('\n');

const one = `
  111.....
  111.....
  111.....
  ........`;
const two = `
  .222....
  .222....
  ........
  ........`;
const both = picture(`
  .##.....
  .##.....
  ........
  ........`);
const nothing = picture(`
  ........
  ........
  ........
  ........`);

describe('contradictions', () => {
  test('where another person says another class', () => {
    expect(drawn(told(['anna', one], ['ben', two]))).toBe(both);
  });

  test('nobody contradicts themselves, nor a file', () => {
    expect(drawn(told(['anna', one], ['anna', two]))).toBe(nothing);
    expect(drawn(told([null, one], ['ben', two]))).toBe(nothing);
    expect(drawn(told(['anna', one], [null, two]))).toBe(nothing);
  });

  test('who comes round to what the other says ends it; who insists does not', () => {
    const onlyTwo = two.replaceAll('2', '1');
    expect(drawn(told(['anna', one], ['ben', two], ['ben', onlyTwo]))).toBe(nothing);
    expect(drawn(told(['anna', one], ['ben', two], ['anna', onlyTwo]))).toBe(picture(`
      .###....
      .###....
      ........
      ........`));
  });

  test('two against one is settled by the later two; erased pixels are nobody\'s', () => {
    expect(drawn(told(['anna', one], ['ben', two], ['carla', one], ['ben', one]))).toBe(both);
    expect(drawn(told(['anna', one], ['ben', two], ['ben', two.replaceAll('2', 'x')]))).toBe(nothing);
  });

  test('settling ends it, until somebody says otherwise again', () => {
    const settled: readonly (readonly [string, string])[] = [['anna', one], ['ben', two], ['carla', two.replaceAll('2', '!')]];
    expect(drawn(told(...settled))).toBe(nothing);
    expect(drawn(told(...settled, ['anna', one.split('\n').slice(0, 2).join('\n') + '........'.repeat(3)]))).toBe(picture(`
      .##.....
      ........
      ........
      ........`));
  });

  test('what is contradicted does not train; the rest stays', () => {
    const { labels, words } = told(['anna', one], ['ben', two]);
    const left = withoutContradicted(labels, words);
    expect([...left.subarray(0, 4)]).toEqual([1, 255, 255, 2]);
    expect(left[16]).toBe(1);
    expect([...labels.subarray(0, 4)]).toEqual([1, 2, 2, 2]);
  });

  test('the words of a pixel name who said what', () => {
    const { words } = told(['anna', one], ['ben', two]);
    expect(words.latest(1)).toMatchObject({ classIndex: 2, word: { who: 'ben', sequence: 2 } });
    expect(words.earlier(1)).toMatchObject({ classIndex: 1, word: { who: 'anna', sequence: 1 } });
    expect(words.earlier(0)).toBeNull();
    expect(words.latest(7)).toBeNull();
  });
});

test('regions have at least twelve connected pixels', () => {
  const map = new Uint8Array(20 * 4);
  for (let y = 0; y < 3; y++) map.fill(1, y * 20, y * 20 + 4);
  map.fill(1, 8, 19);
  const [region, ...others] = contradictedRegions(map, { width: 20, height: 4 });
  expect(others).toEqual([]);
  expect(region!.box).toEqual({ x: 0, y: 0, width: 4, height: 3 });
  expect([...region!.mask]).toEqual(Array.from({ length: 12 }, () => 1));
});
