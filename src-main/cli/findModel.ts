import { SfumatoError } from '../core/SfumatoError.ts';
import type { ModelRecord } from '../core/records.ts';
import type { ContractClient } from '../hosts/inProcess/inProcessClient.ts';

/**
 * The model that a command is about.
 * @param modelId default: the one in use
 * @throws SfumatoError `notFound` when there is no such model; `noModel` when none is in use
 */
export async function findModel(client: ContractClient, { project, modelId }: { readonly project: string; readonly modelId?: string | undefined }): Promise<ModelRecord> {
  const model = (await client.models.list()).find(({ id, state }) => (modelId ? id === modelId : state === 'inUse'));
  if (model) return model;
  throw modelId
    ? new SfumatoError('notFound', `model ${modelId}: the project has no such model`)
    : new SfumatoError('noModel', `project ${project}: no model is in use; train one first`);
}
