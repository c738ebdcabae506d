import type { HostClient, HostConnection } from '../hosts/hostClient.ts';

type RunRequest = Parameters<HostClient['training']['start']>[0];

/** Accepts the worst regions of the open project, as an expert would, so that there is something to learn from. */
export async function acceptRegions({ client }: HostConnection, count: number): Promise<void> {
  const { regions } = await client.review.queue({ limit: count });
  for (const { id } of regions) await client.review.settle({ regionId: id, decision: 'accepted' });
}

/**
 * Trains one network for so few steps that it takes seconds; what continues the ensemble comes out worse than it.
 * @param settings whatever else of the run is not as usual
 * @returns the id of the new model, which is not in use
 */
export async function trainTiny({ client }: HostConnection, steps: number, settings: Omit<RunRequest, 'memberCount' | 'stepsPerMember'> = {}): Promise<string> {
  const { jobId } = await client.training.start({ ...settings, memberCount: 1, stepsPerMember: steps });
  for (;;) {
    const job = (await client.jobs.list()).find(({ id }) => id === jobId);
    if (job?.state === 'done') return (await client.training.runs()).find(({ id }) => id === jobId)!.modelId;
    if (job && job.state !== 'running' && job.state !== 'waiting') throw new Error(`the run ended as ${job.state}: ${job.error?.message.text}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
