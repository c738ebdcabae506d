import { expect, test } from 'vitest';
import { chooseHeldBack, heldBackCount } from './heldBack.ts';

const image = (name: string, labelledFraction: number) => ({ id: `id-${name}`, name, labelledFraction });

test('a fifth is every fifth labelled image by name, whatever order they come in', () => {
  const images = ['f', 'e', 'd', 'c', 'b', 'a'].map((name) => image(name, name === 'c' ? 0 : 0.5));
  expect(chooseHeldBack(images, { name: 'share', share: 0.2 })).toEqual(['id-f']);
});

test('a share takes as many as it says, spread over the names', () => {
  const images = Array.from({ length: 10 }, (_, at) => image(`${at}`, 1));
  for (const share of [0.05, 0.1, 0.3, 0.5]) {
    expect(chooseHeldBack(images, { name: 'share', share })).toHaveLength(heldBackCount(10, share));
  }
  expect(heldBackCount(10, 0.3)).toBe(3);
  expect(chooseHeldBack(images, { name: 'share', share: 0.5 })).toEqual(['id-1', 'id-3', 'id-5', 'id-7', 'id-9']);
});

test('by the beginning of the name, labelled ones alone; nothing for an empty beginning', () => {
  const images = [image('val-1', 1), image('val-2', 0), image('train-1', 1)];
  expect(chooseHeldBack(images, { name: 'prefix', prefix: 'val-' })).toEqual(['id-val-1']);
  expect(chooseHeldBack(images, { name: 'prefix', prefix: '' })).toEqual([]);
  expect(chooseHeldBack(images, { name: 'none' })).toEqual([]);
});
