import { afterEach, expect, test, vi } from 'vitest';
import { quote } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { JobRecord } from '../../core/records.ts';
import { makeProject } from '../../store/testing/makeProject.ts';
import { JobRegistry } from './JobRegistry.ts';
import type { JobLane, JobPlan } from './JobRegistry.ts';

async function setUp() {
  const store = await makeProject();
  const told: JobRecord[] = [];
  const jobs = new JobRegistry(store.jobs, { now: () => new Date(0) }, (job) => told.push(job));
  const plan = (lane: JobLane, kind: JobPlan['kind'] = 'export'): JobPlan => ({ kind, lane, request: {}, message: quote('Waiting') });
  return { store, jobs, told, plan };
}

afterEach(() => void vi.restoreAllMocks());

test('work of one lane waits its turn, another lane does not', async () => {
  const { jobs, plan, store } = await setUp();
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (name: string, until?: Promise<void>) => async (): Promise<Message> => {
    await until;
    order.push(name);
    return quote(name);
  };
  const first = jobs.start(plan('engine'), work('first', gate.promise));
  const second = jobs.start(plan('engine'), work('second'));
  const beside = jobs.start(plan('files'), work('beside'));
  expect((await jobs.settled(beside)).state).toBe('done');
  expect(jobs.unfinished().map(({ state }) => state)).toEqual(['waiting', 'running']);
  gate.resolve();
  await jobs.settled(second);
  expect(order).toEqual(['beside', 'first', 'second']);
  expect(await jobs.settled(first)).toMatchObject({ state: 'done', message: { text: 'first' }, fraction: 1, remainingMs: null });
  store.close();
});

test('a failure keeps its code, and the lane goes on', async () => {
  const { jobs, plan, store } = await setUp();
  const failing = jobs.start(plan('files'), () => Promise.reject(new SfumatoError('diskFull', '/there: full')));
  const next = jobs.start(plan('files'), () => Promise.resolve(quote('well')));
  expect(await jobs.settled(failing)).toMatchObject({ state: 'failed', error: { code: 'diskFull', message: { text: '/there: full' }, details: expect.stringContaining(failing) as string } });
  expect((await jobs.settled(next)).state).toBe('done');
  expect(store.jobs.interrupted()).toEqual([]);
  store.close();
});

test('a job that waits is cancelled at once and never begins', async () => {
  const { jobs, plan, store } = await setUp();
  const gate = Promise.withResolvers<Message>();
  jobs.start(plan('engine'), () => gate.promise);
  let begun = false;
  const waiting = jobs.start(plan('engine'), async () => {
    begun = true;
    return quote('');
  });
  expect(jobs.cancel(waiting).state).toBe('cancelled');
  gate.resolve(quote('done'));
  await jobs.settled(waiting);
  expect(begun).toBe(false);
  expect(() => jobs.cancel('nobody')).toThrowError('there is no such job');
  store.close();
});

test('progress is told, but not more often than one can read', async () => {
  const { jobs, plan, told, store } = await setUp();
  // A busy machine may take as long for the steps as one can read.
  vi.spyOn(performance, 'now').mockReturnValue(1e6);
  const id = jobs.start(plan('files'), async ({ progress }) => {
    for (let step = 0; step < 1000; step++) progress({ message: quote(`step ${step}`), fraction: step / 1000 });
    return quote('all');
  });
  await jobs.settled(id);
  expect(told.map(({ state, message }) => `${state} ${message.text}`)).toEqual(['waiting Waiting', 'running Waiting', 'running step 0', 'done all']);
  store.close();
});

test('closing ends all work; training stays to be gone on with, the rest does not', async () => {
  const { jobs, plan, store } = await setUp();
  const untilStopped = ({ signal }: { signal: AbortSignal }): Promise<Message> =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new SfumatoError('cancelled', 'stopped'))));
  const training = jobs.start(plan('engine', 'train'), untilStopped);
  jobs.start(plan('files', 'export'), untilStopped);
  await new Promise((resolve) => setImmediate(resolve));
  await jobs.close();
  expect(store.jobs.interrupted().map(({ id }) => id)).toEqual([training]);
  store.close();
});

test('jobs of an earlier opening are listed after those of this one, each with its times', async () => {
  const { jobs, plan, store } = await setUp();
  const first = jobs.start(plan('files'), () => Promise.reject(new SfumatoError('diskFull', '/there: full')));
  await jobs.settled(first);
  const again = new JobRegistry(store.jobs, { now: () => new Date(5000) }, () => undefined);
  const second = again.start(plan('files'), () => Promise.resolve(quote('well')));
  await again.settled(second);
  expect(again.list().map(({ id, state, finishedAt }) => [id, state, finishedAt])).toEqual([
    [second, 'done', '1970-01-01T00:00:05.000Z'],
    [first, 'failed', '1970-01-01T00:00:00.000Z'],
  ]);
  expect(again.list()[1]).toMatchObject({ createdAt: '1970-01-01T00:00:00.000Z', error: { code: 'diskFull', message: { text: '/there: full' } } });
  store.close();
});
