import { expect, test, vi } from 'vitest';
import type { Notification } from '../contract/schemas.ts';
import { quote } from '../core/messages/Message.ts';
import type { JobRecord } from '../core/records.ts';
import type { ContractClient } from '../hosts/inProcess/inProcessClient.ts';
import { followJob, followRunningJobs } from './followJob.ts';
import { Progress } from './Progress.ts';

const running: JobRecord = {
  id: 'job-1',
  kind: 'train',
  state: 'running',
  message: quote('member 1 of 4'),
  fraction: 0.5,
  elapsedMs: 10,
  remainingMs: null,
  loss: null,
  dice: null,
  rate: null,
  createdAt: '2026-11-23T12:00:00.000Z',
  finishedAt: null,
  error: null,
};

/** A client whose notifications are these; `then` runs between them. */
function clientTelling(jobs: readonly JobRecord[], between: () => void = () => undefined) {
  const cancel = vi.fn(() => Promise.resolve(running));
  const list = vi.fn<() => Promise<JobRecord[]>>();
  const client = {
    system: {
      notifications: () =>
        Promise.resolve(
          (async function* (): AsyncGenerator<Notification> {
            yield { type: 'project' };
            for (const job of jobs) {
              yield { type: 'job', job };
              between();
            }
          })(),
        ),
    },
    jobs: { cancel, list },
  };
  return { client: client as unknown as ContractClient, cancel, list };
}

function follow(client: ContractClient) {
  let written = '';
  const progress = new Progress({ write: (text) => (written += text) });
  return { outcome: followJob(client, progress, () => Promise.resolve({ jobId: 'job-1' })), written: () => written };
}

test('waits for its own job and shows how far it is', async () => {
  const other = { ...running, id: 'job-0', state: 'failed', message: quote('other') } as const;
  const done = { ...running, state: 'done', fraction: 1, message: quote('trained') } as const;
  const { outcome, written } = follow(clientTelling([other, running, done]).client);
  expect(await outcome).toEqual(done);
  expect(written()).toBe('train 50 % · member 1 of 4\ntrain 100 % · trained\n');
});

test('a failed job is its own error', async () => {
  const error = { code: 'diskFull', message: quote('models/m1: no room'), details: 'train job-1' };
  const { outcome } = follow(clientTelling([{ ...running, state: 'failed', error }]).client);
  await expect(outcome).rejects.toMatchObject({ code: error.code, message: error.message.text });
});

test('a cancelled job is the error `cancelled`', async () => {
  const { outcome } = follow(clientTelling([{ ...running, state: 'cancelled' }]).client);
  await expect(outcome).rejects.toMatchObject({ code: 'cancelled' });
});

test('notifications that end before the job are an error, not an endless wait', async () => {
  await expect(follow(clientTelling([running]).client).outcome).rejects.toThrow(/ended before it did/);
});

test('an interrupt cancels the job, and only while it runs', async () => {
  const listeners = process.listenerCount('SIGINT');
  const { client, cancel } = clientTelling([running, { ...running, state: 'cancelled' }], () => process.emit('SIGINT'));
  await expect(follow(client).outcome).rejects.toMatchObject({ code: 'cancelled' });
  expect(cancel).toHaveBeenCalledExactlyOnceWith({ jobId: 'job-1' });
  expect(process.listenerCount('SIGINT')).toBe(listeners);
});

test('work that the program started by itself is waited for', async () => {
  const { client, list } = clientTelling([{ ...running, state: 'done' }]);
  list.mockResolvedValueOnce([running]).mockResolvedValueOnce([{ ...running, state: 'done' }]);
  await followRunningJobs(client, new Progress({ write: () => true }));
  expect(list).toHaveBeenCalledTimes(2);
});
