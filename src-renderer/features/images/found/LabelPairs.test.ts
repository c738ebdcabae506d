import { expect, test } from 'vitest';
import { say } from '../../../../src-main/core/messages/Message.ts';
import { LabelPairs } from './LabelPairs.svelte.ts';
import type { Inspection } from './Source.svelte.ts';

const file = (name: string, slices = 1) => ({ name, width: 32, height: 24, slices }) as Inspection['files'][number];
const label = (name: string, width = 32, slices = 1): Inspection['labels'][number] => ({ name, size: { width, height: 24, slices }, problem: null, values: null });

const found = {
  files: [file('a.png'), file('b.png'), file('c.tif', 3)],
  pairs: [{ image: 'a.png', label: null }, { image: 'b.png', label: 'b_mask.png' }, { image: 'c.tif', label: 'c_mask.tif' }],
  ambiguous: [{ images: ['a.png'], labels: ['a_mask.png', 'a_label.png'] }],
  labels: [label('a_label.png'), label('a_mask.png'), label('b_mask.png', 16), label('c_mask.tif', 32, 2), { name: 'broken.png', size: null, problem: say('chosenTwice', { name: 'broken.png' }), values: null }],
  pairCount: 2,
} as unknown as Inspection;

test('says what the names say, what is undecided and what does not fit', () => {
  const pairs = new LabelPairs(() => found);
  expect(pairs.labelOf('b.png')).toBe('b_mask.png');
  expect([pairs.count, [...pairs.undecided], pairs.unused]).toEqual([2, ['a.png'], ['broken.png']]);
  expect([...pairs.faults]).toEqual([['b.png', '16 × 24 px, its image 32 × 24 px'], ['c.tif', '2 slices, its image 3']]);
});

test('a label file chosen for one image leaves the other, also when both were chosen by hand', () => {
  const pairs = new LabelPairs(() => found);
  pairs.choose('b.png', 'a_label.png');
  expect([pairs.labelOf('b.png'), [...pairs.undecided], [...pairs.faults.keys()]]).toEqual(['a_label.png', ['a.png'], ['c.tif']]);
  pairs.choose('a.png', 'a_label.png');
  expect(pairs.choices).toEqual([{ image: 'a.png', label: 'a_label.png' }]);
  // Its own is free again.
  expect([pairs.labelOf('b.png'), pairs.undecided.size, pairs.count]).toEqual(['b_mask.png', 0, 3]);
  pairs.choose('c.tif', null);
  expect([pairs.labelOf('c.tif'), pairs.count]).toEqual([null, 2]);
  pairs.choose('b.png', 'broken.png');
  expect(pairs.faults.get('b.png')).toContain('broken.png');
  pairs.forget();
  expect(pairs.choices).toEqual([]);
});

test('knows nothing before a folder was looked into', () => {
  const pairs = new LabelPairs(() => null);
  expect([pairs.count, pairs.names, pairs.unused, pairs.faults.size]).toEqual([0, [], [], 0]);
});
