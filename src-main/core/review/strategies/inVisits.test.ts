import { expect, test } from 'vitest';
import { inVisits } from './inVisits.ts';
import { stretchLength } from './stretch.ts';

test('an image is visited once a stretch, where its first region stands', () => {
  const regions = ['a1', 'b1', 'a2', 'c1', 'b2'].map((id) => ({ id, imageId: id[0]! }));
  expect(inVisits(regions).map(({ id }) => id)).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
});

test('what belongs to the next stretch does not come before its time', () => {
  const regions = Array.from({ length: stretchLength + 2 }, (_none, at) => ({ id: at, imageId: at % 2 === 0 ? 'a' : 'b' }));
  const order = inVisits(regions).map(({ id }) => id);
  expect(order.slice(stretchLength)).toEqual([stretchLength, stretchLength + 1]);
  expect(order[1]).toBe(2);
});
