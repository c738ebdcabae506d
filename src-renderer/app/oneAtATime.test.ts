import { expect, test } from 'vitest';
import { oneAtATime } from './oneAtATime.ts';

test('a burst is two runs: the one under way and one that sees everything', async () => {
  let runs = 0;
  const finishers: (() => void)[] = [];
  const run = oneAtATime(() => {
    runs++;
    return new Promise((resolve) => finishers.push(resolve));
  });
  const asked = [run(), run(), run()];
  expect(runs).toBe(1);
  finishers.shift()!();
  await asked[0];
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(runs).toBe(2);
  finishers.shift()!();
  await Promise.all(asked);
  expect(runs).toBe(2);
});

test('a failed run is told to those who asked, and the next runs all the same', async () => {
  let runs = 0;
  const run = oneAtATime(async () => {
    if (++runs === 1) throw new Error('first');
  });
  const first = run();
  const second = run();
  await expect(first).rejects.toThrow('first');
  await second;
  expect(runs).toBe(2);
});
