import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, lstat, mkdir, open, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ModelRecord } from '../../core/records.ts';
import { partialName, renameDurably, syncFolder } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import { startEvaluationUnasked } from './evaluateModel.ts';
import { startPredictionUnasked } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { modelFileName, readModelCard } from './modelCard.ts';
import type { ModelCard } from './modelCard.ts';

/**
 * Copies a model folder (model.json and the weights it names, nothing else) into the project, or takes in the graph of an
 * ONNX file, which can predict but not be trained. It is taken into use when no other is, else it waits as a candidate.
 * @param folder a folder, or a file that ends in `.onnx`
 * @throws SfumatoError `notFound`, `corrupt` when weights are not what the card says, `conflict` when its classes are
 *   not the project's, `invalidInput` naming what an ONNX graph must be and is; the project is then as it was
 */
export async function importModel(session: ProjectSession, services: Services, folder: string, name?: string): Promise<ModelRecord> {
  const { store } = session;
  const id = randomUUID();
  const isGraph = extname(folder).toLowerCase() === '.onnx';
  if (isGraph) {
    const classNames = store.classes.map((each) => each.name);
    await services.engine.importModel({ path: folder, modelFolder: store.paths.model(id), classNames });
  }
  const card = await readModelCard(isGraph ? store.paths.model(id) : folder);
  if (card.classNames.length !== store.classes.length) {
    throw new SfumatoError(
      'conflict',
      say('importedOtherClasses', {
        folder,
        known: card.classNames.length,
        knownNames: card.classNames.join(', '),
        wanted: store.classes.length,
        wantedNames: store.classes.map((each) => each.name).join(', '),
      }),
    );
  }
  if (!isGraph) await copyModel(folder, store.paths.model(id), card);
  const model: ModelRecord = {
    id,
    name: name ?? basename(folder, isGraph ? extname(folder) : ''),
    state: store.models.inUse() ? 'candidate' : 'inUse',
    createdAt: services.clock.now().toISOString(),
    architecture: card.architecture,
    memberCount: card.memberCount,
    parentId: null,
    figures: null,
    parentFigures: null,
    comparison: null,
    learned: null,
  };
  try {
    store.transaction(() => store.models.add({ ...model, labelSequence: null, measure: null }));
  } catch (thrown) {
    await rm(store.paths.model(id), { recursive: true, force: true });
    throw thrown;
  }
  services.notifications.notify({ type: 'models' });
  startPredictionUnasked(session, services);
  startEvaluationUnasked(session, services);
  return model;
}

async function copyModel(from: string, to: string, card: ModelCard): Promise<void> {
  const partial = partialName(to);
  try {
    await mkdir(partial);
    for (const fileName of [modelFileName, ...card.weights.map((each) => each.fileName)]) {
      await copyPlainFile(join(from, fileName), join(partial, fileName));
    }
    for (const { fileName, sha256 } of card.weights) {
      const got = await sha256Of(join(partial, fileName));
      if (got !== sha256) throw new SfumatoError('corrupt', say('modelFileDiffers', { path: join(from, fileName), wanted: sha256, got }));
    }
    await syncFolder(partial);
    await renameDurably(partial, to);
  } catch (thrown) {
    await rm(partial, { recursive: true, force: true });
    throw systemError(thrown, to);
  }
}

/** A link could lead anywhere on this machine. */
async function copyPlainFile(from: string, to: string): Promise<void> {
  const entry = await lstat(from).catch((thrown: unknown) => {
    throw systemError(thrown, from);
  });
  if (!entry.isFile()) throw new SfumatoError('invalidInput', say('notPlainFile', { path: from }));
  await copyFile(from, to);
  const copied = await open(to, 'r+');
  try {
    await copied.sync();
  } finally {
    await copied.close();
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
