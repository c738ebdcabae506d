import { resolve } from 'node:path';
import { startPredictionUnasked } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { importImages } from './importImages.ts';
import type { ImportRequest } from './importImages.ts';
import { say } from '../../core/messages/Message.ts';

/** Starts the import of a folder as a job. @returns the job's id */
export function startImport(
  session: ProjectSession,
  services: Services,
  request: ImportRequest & { readonly uploadId: string | null },
): string {
  const imageFolder = resolve(request.imageFolder);
  const labelFolder = request.labelFolder === null ? null : resolve(request.labelFolder);
  return session.jobs.start({ kind: 'import', lane: 'files', request, message: say('waitingToImport', { folder: imageFolder }) }, async (control) => {
    const startedMs = performance.now();
    const count = await importImages(
      session,
      services,
      { ...request, imageFolder, labelFolder },
      {
        signal: control.signal,
        progress: (progress) => control.progress({ ...progress, remainingMs: remainingMs(startedMs, progress.fraction ?? 0) }),
      },
    );
    if (request.uploadId !== null) await services.uploads.remove(request.uploadId);
    startPredictionUnasked(session, services);
    return say('imported', { count });
  });
}

/** Files of one folder take about the same time each. */
function remainingMs(startedMs: number, fraction: number): number | null {
  return fraction > 0 ? ((performance.now() - startedMs) * (1 - fraction)) / fraction : null;
}
