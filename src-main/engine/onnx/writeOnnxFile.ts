import { writeFileAtomic } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { sha256Of } from '../ensemble/weightsFile.ts';
import type { ExportModelOutcome, ExportModelRequest } from '../../core/networks/graphRequests.ts';
import { exportEnsemble } from './exportEnsemble.ts';

/**
 * Writes a model as one ONNX file, whole or not at all.
 * @throws SfumatoError `notFound`, `corrupt`, `invalidInput` when its network cannot be put into ONNX, `diskFull` …
 */
export async function writeOnnxFile({ modelFolder, modelId, path }: ExportModelRequest): Promise<ExportModelOutcome> {
  const bytes = exportEnsemble(await readModelFolder(modelFolder), modelId);
  try {
    await writeFileAtomic(path, bytes);
  } catch (thrown) {
    throw systemError(thrown, path);
  }
  return { path, bytes: bytes.byteLength, sha256: sha256Of(bytes) };
}
