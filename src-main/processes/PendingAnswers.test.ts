import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PendingAnswers } from './PendingAnswers.ts';

const never = (): Promise<never> => new Promise(() => undefined);

test('an answer and a refusal reach whoever waits for them, and are waited for no longer', async () => {
  const pending = new PendingAnswers();
  const [answered, refused] = [pending.of(Promise.resolve('answer')), pending.of(Promise.reject(new Error('no such member')))];
  expect(pending.size).toBe(2);
  await expect(answered).resolves.toBe('answer');
  await expect(refused).rejects.toThrow('no such member');
  expect(pending.size).toBe(0);
});

test('the end refuses what is waited for and what is asked afterwards, with its first reason', async () => {
  const pending = new PendingAnswers();
  const waiting = [pending.of(never()), pending.of(never())];
  pending.end(new Error('code 3'));
  pending.end(new Error('code 4'));
  for (const each of [...waiting, pending.of(Promise.resolve('too late'))]) await expect(each).rejects.toThrow('code 3');
  expect(pending.size).toBe(0);
});

test('an end while nobody waits is no failure that nobody looks at', async () => {
  const unlookedAt: unknown[] = [];
  const hear = (thrown: unknown): void => void unlookedAt.push(thrown);
  process.on('unhandledRejection', hear);
  try {
    new PendingAnswers().end(new Error('closed'));
    await setImmediate();
    expect(unlookedAt).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
  }
});

test('answers that were fetched are kept by nothing', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const pending = new PendingAnswers();
  const fetched: WeakRef<object>[] = [];
  for (let count = 0; count < 20; count++) fetched.push(new WeakRef(await pending.of(Promise.resolve({ probabilities: new Float32Array(1000) }))));
  // A task of its own: within one, every object that a WeakRef was asked for stays.
  await setImmediate();
  collect();
  // The last may still lie in a register.
  expect(fetched.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(1);
});
