import type { HostConnection } from '../hosts/hostClient.ts';

/** Accepts the worst regions of the open project, as an expert would, so that there is something to learn from. */
export async function acceptRegions({ client }: HostConnection, count: number): Promise<void> {
  const { regions } = await client.review.queue({ limit: count });
  for (const { id } of regions) await client.review.settle({ regionId: id, decision: 'accepted' });
}

/**
 * Trains one network for so few steps that it takes seconds; what continues the ensemble comes out worse than it.
 * @param from `scratch` where a project has no model yet
 * @returns the id of the new model, which is not in use
 */
export async function trainTiny({ client }: HostConnection, steps: number, from: 'inUse' | 'scratch' = 'inUse'): Promise<string> {
  const { jobId } = await client.training.start({ memberCount: 1, stepsPerMember: steps, from });
  for (;;) {
    const job = (await client.jobs.list()).find(({ id }) => id === jobId);
    if (job?.state === 'done') return (await client.training.runs()).find(({ id }) => id === jobId)!.modelId;
    if (job && job.state !== 'running' && job.state !== 'waiting') throw new Error(`the run ended as ${job.state}: ${job.error?.message.text}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
