import { expect, test } from 'vitest';
import { untilNoneIsUrgent, urgently } from './urgentWork.ts';

test('jobs stand still until urgent work is done, its pieces one after the other', async () => {
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = urgently(async () => {
    await gate.promise;
    order.push('first');
    return 1;
  });
  const second = urgently(async () => order.push('second'));
  const job = untilNoneIsUrgent().then(() => order.push('job'));
  gate.resolve();
  expect(await first).toBe(1);
  await Promise.all([second, job]);
  expect(order).toEqual(['first', 'second', 'job']);
});

test('urgent work that fails holds nothing up', async () => {
  await expect(urgently(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await untilNoneIsUrgent();
  expect(await urgently(async () => 'next')).toBe('next');
});
