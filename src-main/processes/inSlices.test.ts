import { expect, test } from 'vitest';
import type { Sliced } from '../core/sliced.ts';
import { inSlices } from './inSlices.ts';

/** Parts of some milliseconds each, as many as asked for. */
function* parts(count: number, done: number[]): Sliced<number> {
  for (let part = 0; part < count; part++) {
    const until = performance.now() + 4;
    while (performance.now() < until);
    done.push(part);
    yield;
  }
  return done.length;
}

test('others have their turn between slices', async () => {
  const done: number[] = [];
  const seen: number[] = [];
  const look = setInterval(() => seen.push(done.length), 1);
  expect(await inSlices(parts(20, done))).toBe(20);
  clearInterval(look);
  expect(seen.filter((count) => count > 0 && count < 20).length).toBeGreaterThan(1);
});

test('work that is not wanted any more is left', async () => {
  const done: number[] = [];
  expect(await inSlices(parts(1000, done), () => false)).toBeNull();
  expect(done.length).toBeLessThan(20);
});
