import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { say } from '../../../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../../../core/SfumatoError.ts';
import { partialName, renameDurably, syncFolder, writeFileAtomic } from '../../../files/atomicFile.ts';
import { systemError } from '../../../files/systemError.ts';
import { importedArchitecture, importedModelFileSchema, importedWeightsFile } from '../../ensemble/importedModelFile.ts';
import type { ImportedModelFile } from '../../ensemble/importedModelFile.ts';
import { modelFileName } from '../../ensemble/modelFile.ts';
import { sha256Of } from '../../ensemble/weightsFile.ts';
import type { ImportModelRequest } from '../../../core/networks/graphRequests.ts';
import { channelCountOf } from '../../../core/training/InputChannels.ts';
import { normalisationSchema } from '../../input/normalisation.ts';
import type { Normalisation } from '../../input/normalisation.ts';
import type { OnnxEntry } from '../format/onnxFormat.ts';
import { openSession } from '../runtime/openSession.ts';
import { checkOnnxFile } from './checkOnnxFile.ts';
import { inspectGraph } from './inspectGraph.ts';

/** What the program does to every image, where the file does not say otherwise: a graph of three channels wants colours. */
function defaultNormalisation(channels: 1 | 3): Normalisation {
  return { channels: channels === 3 ? 'colour' : 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' };
}

/**
 * Takes an ONNX segmentation network in as a model folder: the file as it is, and a card that says how to use it.
 * @throws SfumatoError `invalidInput` or `corrupt` naming what was wanted and got; `conflict` when it tells another
 *   number of classes apart; `engineFailed` without ONNX Runtime
 */
export async function importOnnxModel({ path, modelFolder, classNames }: ImportModelRequest, threads: number | null, createdAt: Date): Promise<void> {
  const { bytes, model } = await checkOnnxFile(path);
  const { session } = await openSession(bytes, threads).catch((thrown: unknown) => {
    if (thrown instanceof SfumatoError) throw thrown;
    throw new SfumatoError('invalidInput', say('onnxRefused', { path, why: say('onnxDoesNotRun', { why: messageOf(thrown) }) }), { cause: thrown });
  });
  try {
    const graph = await inspectGraph(session, model.metadataProps, path);
    const classes = Math.max(2, graph.output.channels);
    if (classes !== classNames.length) {
      throw new SfumatoError('conflict', say('onnxOtherClasses', { path, known: classes, wanted: classNames.length, wantedNames: classNames.join(', ') }));
    }
    const file: ImportedModelFile = {
      formatVersion: 1,
      architecture: importedArchitecture,
      classes: [...classNames],
      normalisation: normalisationIn(model.metadataProps, graph.input.channels),
      members: [{ weightsFile: importedWeightsFile, sha256: sha256Of(bytes) }],
      graph,
      source: basename(path),
      createdAt: createdAt.toISOString(),
    };
    await writeFolder(modelFolder, importedModelFileSchema.parse(file), bytes);
  } finally {
    await session.release();
  }
}

/** Files that this program wrote say what their input must be. */
function normalisationIn(metadata: readonly OnnxEntry[], channels: 1 | 3): Normalisation {
  const text = metadata.find(({ key }) => key === 'normalisation')?.value;
  if (text === undefined) return defaultNormalisation(channels);
  try {
    const said = normalisationSchema.parse(JSON.parse(text));
    if (channelCountOf(said.channels) <= channels) return said;
  } catch {
    // Somebody else's word for something else.
  }
  return defaultNormalisation(channels);
}

async function writeFolder(folder: string, file: ImportedModelFile, bytes: Uint8Array): Promise<void> {
  const temporary = partialName(folder);
  try {
    await mkdir(temporary, { recursive: true });
    await writeFileAtomic(join(temporary, importedWeightsFile), bytes);
    await writeFileAtomic(join(temporary, modelFileName), `${JSON.stringify(file, null, 2)}\n`);
    await syncFolder(temporary);
    await renameDurably(temporary, folder);
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true });
    throw systemError(thrown, folder);
  }
}
