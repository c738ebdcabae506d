import { expect, test } from 'vitest';
import { pairNames } from './pairNames.ts';
import { settlePairs } from './settlePairs.ts';

const labels = ['a_mask.png', 'a_label.png', 'b_mask.png', 'other.png'];
const pairing = pairNames(['a.png', 'b.png', 'c.png'], labels);

test('without choices the names decide, and what goes with no image is told', () => {
  expect(settlePairs(pairing, labels, [])).toEqual({ ...pairing, unused: ['a_mask.png', 'a_label.png', 'other.png'] });
});

test('a choice settles what was ambiguous', () => {
  const { pairs, ambiguous } = settlePairs(pairing, labels, [{ image: 'a.png', label: 'a_label.png' }]);
  expect(pairs).toEqual(new Map([['b.png', 'b_mask.png'], ['a.png', 'a_label.png']]));
  expect(ambiguous).toEqual([]);
});

test('a label file chosen for one image is taken from the other', () => {
  const { pairs, unused } = settlePairs(pairing, labels, [{ image: 'c.png', label: 'b_mask.png' }]);
  expect(pairs).toEqual(new Map([['c.png', 'b_mask.png']]));
  expect(unused).not.toContain('b_mask.png');
});

test('none is a choice, and one label file taken elsewhere leaves the rest to be chosen', () => {
  expect(settlePairs(pairing, labels, [{ image: 'b.png', label: null }]).pairs).toEqual(new Map());
  const left = settlePairs(pairing, labels, [{ image: 'c.png', label: 'a_label.png' }]);
  expect(left.ambiguous).toEqual([{ images: ['a.png'], labels: ['a_mask.png'] }]);
  expect(left.pairs.has('a.png')).toBe(false);
});
