import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { givenName } from '../../core/messages/givenName.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { makeFolder } from '../../files/makeFolder.ts';
import { systemError } from '../../files/systemError.ts';
import { readOnlyArchitecture } from '../models/modelCard.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

export interface OnnxExportRequest {
  /** Null: the model in use. */
  readonly modelId: string | null;
  readonly folder: string;
}

/**
 * Starts a job that writes a model as one ONNX file, named after it, for other programs to run.
 * @throws SfumatoError `notFound`, `noModel`; `conflict` for a model that came as a graph: it is an ONNX file already
 */
export function startOnnxExport(session: ProjectSession, services: Services, { modelId, folder }: OnnxExportRequest): { jobId: string; path: string } {
  const { store } = session;
  const model = modelId === null ? session.modelInUse() : store.models.get(modelId);
  if (model.architecture === readOnlyArchitecture) throw new SfumatoError('conflict', say('modelReadOnly', { model: givenName(model.name) }));
  const path = join(folder, `${fileStem(model.name)}.onnx`);
  const name = givenName(model.name);
  const plan = { kind: 'export', lane: 'engine', request: { modelId: model.id, folder }, message: say('waitingToExport', { what: name }) } as const;
  const jobId = session.jobs.start(plan, async (control) => {
    if (control.signal.aborted) throw new SfumatoError('cancelled', say('exportCancelled'));
    await makeFolder(folder).catch((thrown: unknown) => {
      throw systemError(thrown, folder);
    });
    if (existsSync(path)) throw new SfumatoError('conflict', say('exportExists', { path }));
    control.progress({ message: say('writing', { name: path }) });
    const { bytes } = await services.engine.exportModel({ modelFolder: store.paths.model(model.id), modelId: model.id, path });
    return say('onnxWritten', { model: name, path, megabytes: bytes / 1e6 });
  });
  return { jobId, path };
}

/** What every file system takes of a name that a user gave. */
export function fileStem(name: string): string {
  const kept = name.normalize('NFC').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
  return kept === '' ? 'model' : kept.slice(0, 100);
}
