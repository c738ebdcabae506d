import type { UncertaintyChoice } from '../core/uncertainty/UncertaintyChoice.ts';
import type { ContractClient } from '../hosts/inProcess/inProcessClient.ts';

/** By which method a model's trainings gave several networks each; null where each gave one, or its file cannot be read. */
export async function methodOf(client: ContractClient, modelId: string): Promise<UncertaintyChoice | null> {
  return (await client.models.networks()).find((each) => each.modelId === modelId)?.uncertainty ?? null;
}

/** Of the model in use. */
export async function methodInUse(client: ContractClient): Promise<UncertaintyChoice | null> {
  const inUse = (await client.models.list()).find(({ state }) => state === 'inUse');
  return inUse ? methodOf(client, inUse.id) : null;
}
