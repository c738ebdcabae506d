import { expect, test } from 'vitest';
import { RandomSource } from '../../random/RandomSource.ts';
import { CornerMemory } from './CornerMemory.ts';
import { LatticeTable } from './LatticeTable.ts';

test.each([2, 5, 9])('corners are those of the table, more points than are kept at once included: %i dimensions', (dimensions) => {
  const random = new RandomSource({ seed: 3, stream: dimensions, counter: 0 });
  const [table, alone] = [new LatticeTable(64), new LatticeTable(64)];
  const memory = new CornerMemory(table, dimensions);
  const found: number[] = [];
  const wanted: number[] = [];
  for (let turn = 0; turn < 30_000; turn++) {
    const [first, second] = [random.integer(200) * 1000, random.integer(100) * 1000];
    found.push(memory.nearest(first, second));
    wanted.push(alone.place(first, second));
    // The same set of axes leads from a point to the same place, whatever the order.
    const moved = 1 + random.integer(2 ** (dimensions + 1) - 2);
    found.push(memory.corner(moved, first + moved, second - moved));
    wanted.push(alone.place(first + moved, second - moved));
  }
  expect(found).toEqual(wanted);
  expect(table.count).toBe(alone.count);
  expect(table.count).toBeGreaterThan(2 ** 14);
});
