import { expect, test } from 'vitest';
import { slipIn } from './slipIn.ts';

const queue = Array.from({ length: 90 }, (_none, at) => `q${at}`);
const others = Array.from({ length: 40 }, (_none, at) => `o${at}`);

test('a tenth of the queue is of the other kind, evenly spread, both in their own order', () => {
  const mixed = slipIn(queue, others, { share: 0.1 });
  expect(mixed.slice(0, 50).filter((each) => each.startsWith('o'))).toHaveLength(5);
  const places = mixed.flatMap((each, at) => (each.startsWith('o') ? [at] : []));
  const gaps = places.slice(1).map((place, at) => place - places[at]!);
  expect(new Set(gaps)).toEqual(new Set([10]));
  expect(mixed.filter((each) => each.startsWith('q'))).toEqual(queue);
  expect(mixed.filter((each) => each.startsWith('o'))).toEqual(others.slice(0, places.length));
});

test('half is every second one; none are slipped in for no share, and what there is not cannot be', () => {
  expect(slipIn(['a', 'b', 'c'], ['x', 'y', 'z'], { share: 0.5 })).toEqual(['a', 'x', 'b', 'y', 'c']);
  expect(slipIn(queue, others, { share: 0 })).toEqual(queue);
  expect(slipIn(queue, [], { share: 0.3 })).toEqual(queue);
  expect(slipIn([], others, { share: 0.3 })).toEqual([]);
});
