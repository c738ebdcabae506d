import { quote } from '../core/messages/Message.ts';
import type { JobRecord } from '../core/records.ts';
import { SfumatoError, isErrorCode } from '../core/SfumatoError.ts';
import type { ContractClient } from '../hosts/inProcess/inProcessClient.ts';
import type { Progress } from './Progress.ts';

/** Set while a job runs, so that an interrupt from the keyboard stops the work in order instead of the program. */
const interrupt = 'SIGINT';

/**
 * Starts long work and waits for its end.
 * @param start begins the job and answers with its id
 * @returns the finished job
 * @throws SfumatoError the job's own error, or `cancelled` when the user stopped it
 */
export async function followJob(
  client: ContractClient,
  progress: Progress,
  start: () => Promise<{ readonly jobId: string }>,
): Promise<JobRecord> {
  const leave = new AbortController();
  // Opened before the job, so that its end cannot come in between unseen.
  const notifications = await client.system.notifications(undefined, { signal: leave.signal });
  const { jobId } = await start();
  const cancel = (): void => void client.jobs.cancel({ jobId }).catch(() => undefined);
  process.once(interrupt, cancel);
  try {
    for await (const notification of notifications) {
      if (notification.type !== 'job' || notification.job.id !== jobId) continue;
      progress.show(notification.job);
      if (isOver(notification.job)) return doneOrThrow(notification.job);
    }
    throw new SfumatoError('internal', `job ${jobId}: the notifications ended before it did`);
  } finally {
    process.off(interrupt, cancel);
    progress.clear();
    leave.abort();
  }
}

/** Waits until no job runs any more, for work that the program started by itself. */
export async function followRunningJobs(client: ContractClient, progress: Progress): Promise<void> {
  for (;;) {
    const running = (await client.jobs.list()).find((job) => !isOver(job));
    if (!running) return;
    await followJob(client, progress, () => Promise.resolve({ jobId: running.id }));
  }
}

function isOver(job: JobRecord): boolean {
  return job.state !== 'waiting' && job.state !== 'running';
}

function doneOrThrow(job: JobRecord): JobRecord {
  if (job.state === 'done') return job;
  if (job.state === 'cancelled') throw new SfumatoError('cancelled', `${job.kind}: stopped, nothing was changed by it`);
  const { code, message } = job.error ?? { code: 'internal', message: quote(`${job.kind}: failed without saying why`) };
  throw new SfumatoError(isErrorCode(code) ? code : 'internal', message);
}
