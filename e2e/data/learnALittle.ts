import type { HostConnection } from '../hosts/hostClient.ts';

/** Accepts the worst regions of the open project, as an expert would, so that there is something to learn from. */
export async function acceptRegions({ client }: HostConnection, count: number): Promise<void> {
  const { regions } = await client.review.queue({ limit: count });
  for (const { id } of regions) await client.review.settle({ regionId: id, decision: 'accepted' });
}

/** Trains one network for so few steps that it takes seconds; it comes out worse than the ensemble that it learned from. */
export async function trainTiny({ client }: HostConnection, steps: number): Promise<void> {
  const { jobId } = await client.training.start({ memberCount: 1, stepsPerMember: steps });
  for (;;) {
    const job = (await client.jobs.list()).find(({ id }) => id === jobId);
    if (job?.state === 'done') return;
    if (job && job.state !== 'running' && job.state !== 'waiting') throw new Error(`the run ended as ${job.state}: ${job.error?.message.text}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
