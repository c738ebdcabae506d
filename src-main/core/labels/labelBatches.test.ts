import { expect, test } from 'vitest';
import { labelBatches, noBatch } from './labelBatches.ts';

const change = (sequence: number, start: number, length: number) => ({ sequence, diff: { width: 4, height: 2, runs: Uint32Array.from([start, length, 255, 1]) } });

test('the last event that changed a pixel says to which batch it belongs', () => {
  const changes = [change(1, 0, 3), change(3, 2, 1), change(5, 4, 2), change(8, 5, 2)];
  expect([...labelBatches({ width: 4, height: 2 }, changes, [1, 5])]).toEqual([0, 0, 1, noBatch, 1, 2, 2, noBatch]);
});

test('without any batch all that was changed is the one after', () => {
  expect([...labelBatches({ width: 4, height: 2 }, [change(1, 0, 8)], [])]).toEqual(Array(8).fill(0));
});
