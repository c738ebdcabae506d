import { formerModel } from '../../core/comparison/formerModel.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ModelRecord } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { promoteModel } from './promoteModel.ts';

/**
 * Goes back to the model before the one in use; the latter is retired, and can be taken into use again.
 * @throws SfumatoError `notFound` where there is none
 */
export function rollBack(session: ProjectSession, services: Services, firstImageId: string | null): Promise<ModelRecord> {
  const former = formerModel(session.store.models.list());
  if (!former) throw new SfumatoError('notFound', say('nothingToGoBackTo', { project: session.store.name }));
  return promoteModel(session, services, former.id, { firstImageId });
}
