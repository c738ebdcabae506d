import { expect, test } from 'vitest';
import { atOnce } from '../sliced.ts';
import { apartInStacks, overlap } from './apartInStacks.ts';
import type { SlicedRegion } from './apartInStacks.ts';

const at = (index: number, x = 0, id = 'stack'): SlicedRegion => ({ box: { x, y: 0, width: 10, height: 10 }, stack: { id, index } });
const order = (...regions: readonly (readonly [string, SlicedRegion])[]): string => atOnce(apartInStacks(regions, ([, place]) => place)).map(([name]) => name).join('');

test('what lies over one before it in a neighbouring slice waits', () => {
  expect(order(['a', at(4)], ['b', at(5)], ['c', at(40)], ['d', at(5, 30)])).toBe('acdb');
  // Two slices on from a: near. Three on: c is the first of another structure.
  expect(order(['a', at(4)], ['b', at(6)], ['c', at(7)])).toBe('acb');
});

test('slices apart, another stack and images that are no slices stay where they are', () => {
  const flat: SlicedRegion = { box: at(0).box, stack: null };
  expect(order(['a', at(4)], ['b', at(7)], ['c', at(5, 0, 'other')], ['d', flat], ['e', flat])).toBe('abcde');
});

test('a region waits to the end of its stretch at most', () => {
  const regions = Array.from({ length: 80 }, (_none, place) => [String(place), place < 2 ? at(place) : at(0, 20 * place, String(place))] as const);
  const names = atOnce(apartInStacks(regions, ([, place]) => place)).map(([name]) => name);
  expect(names.indexOf('1')).toBe(39);
  expect(new Set(names).size).toBe(80);
});

test('overlap of boxes by hand', () => {
  expect(overlap(at(0).box, at(0, 5).box)).toBeCloseTo(50 / 150, 12);
  expect(overlap(at(0).box, at(0, 10).box)).toBe(0);
});
