import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../../core/SfumatoError.ts';
import { systemError } from '../../files/systemError.ts';
import { checkOnnxFile } from '../onnx/imported/checkOnnxFile.ts';
import { openSession } from '../onnx/runtime/openSession.ts';
import { OnnxRunner } from '../onnx/runtime/OnnxRunner.ts';
import { importedArchitecture, importedModelFileSchema } from './importedModelFile.ts';
import type { ImportedModelFile } from './importedModelFile.ts';
import { modelFileName } from './modelFile.ts';
import { sha256Of } from './weightsFile.ts';

export interface ImportedModel {
  readonly file: ImportedModelFile;
  readonly runner: OnnxRunner;
}

/**
 * Opens a model whose network was imported as an ONNX graph.
 * @returns null where the folder holds a network of this program's own
 * @throws SfumatoError `corrupt` when the graph is not the one that was imported; `engineFailed` without ONNX Runtime
 */
export async function loadImported(folder: string, threads: number | null): Promise<ImportedModel | null> {
  const path = join(folder, modelFileName);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  if (!isImported(text)) return null;
  const checked = importedModelFileSchema.safeParse(JSON.parse(text));
  if (!checked.success) throw new SfumatoError('corrupt', say('faultAt', { place: path, why: messageOf(checked.error) }));
  const file = checked.data;
  const [{ weightsFile, sha256 }] = file.members;
  const weightsPath = join(folder, weightsFile);
  const { bytes } = await checkOnnxFile(weightsPath);
  const got = sha256Of(bytes);
  if (got !== sha256) throw new SfumatoError('corrupt', say('weightsDiffer', { path: weightsPath, wanted: sha256, got }));
  const { session } = await openSession(bytes, threads);
  return { file, runner: new OnnxRunner(session, file.graph) };
}

/** Text that is no JSON is for the reader of own models to refuse. */
export function isImported(text: string): boolean {
  try {
    return (JSON.parse(text) as { readonly architecture?: unknown } | null)?.architecture === importedArchitecture;
  } catch {
    return false;
  }
}
