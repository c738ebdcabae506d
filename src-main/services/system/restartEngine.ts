import type { EngineReport } from '../../contract/schemas.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import type { EngineStatus } from './EngineStatus.ts';

/**
 * Ends the engine's process and starts it anew, so that changed settings hold.
 * @throws SfumatoError `conflict` while a job of the engine waits or runs
 */
export async function restartEngine(services: Services, session: ProjectSession | null, engine: EngineStatus): Promise<EngineReport> {
  const busy = session?.jobs.unfinished().find(({ kind }) => kind === 'train' || kind === 'predict' || kind === 'evaluate');
  if (busy) throw new SfumatoError('conflict', say('engineBusy', { work: busy.message }));
  services.engine.restart();
  engine.forgetTroubles();
  return engine.refresh();
}
