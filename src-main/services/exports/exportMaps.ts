import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ImageRecord } from '../../core/records.ts';
import { systemError } from '../../files/systemError.ts';
import { stemOf } from '../images/findImageFiles.ts';
import type { JobControl } from '../jobs/JobRegistry.ts';
import type { CrfOptions } from '../../core/vision/crf/denseCrf.ts';
import { readPredictedObjects } from '../predictions/readPredictedObjects.ts';
import { refinedClasses } from '../predictions/refine/refinedClasses.ts';
import type { Refinement } from '../predictions/refine/refinedClasses.ts';
import { ThreadedRefinement } from '../predictions/refine/ThreadedRefinement.ts';
import { readPrediction } from '../predictions/readPrediction.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { makeFolder } from '../../files/makeFolder.ts';

/** What can be written: of the labels their classes or their objects, of the model in use its classes or its objects. */
export type ExportContent = 'labels' | 'objects' | 'predictions' | 'predictedObjects';

export interface ExportRequest {
  readonly folder: string;
  readonly content: ExportContent;
  /** Null or left out: every image. */
  readonly imageIds?: readonly string[] | null;
  /** Of predictions and their objects: how the dense CRF refines them. Null or left out: they are written as the networks made them. */
  readonly refinement?: CrfOptions | null;
}

const whatOf: Readonly<Record<ExportRequest['content'], Message>> = {
  labels: say('exportOfLabels'),
  objects: say('exportOfObjects'),
  predictions: say('exportOfPredictions'),
  predictedObjects: say('exportOfPredictedObjects'),
};

/**
 * Starts a job that writes a grey PNG for every image: class indices (255 = not labelled), or object numbers in 16 bits
 * (0 = none), of the labels or of what the model in use predicts.
 */
export function startExport(session: ProjectSession, services: Services, request: ExportRequest): string {
  // An id that is no image's would be left out without a word.
  for (const id of request.imageIds ?? []) session.store.images.get(id);
  const isOfModel = request.content === 'predictions' || request.content === 'predictedObjects';
  if (request.refinement && !isOfModel) throw new SfumatoError('invalidInput', say('refinementOfLabels'));
  const modelId = isOfModel ? session.modelInUse().id : null;
  return session.jobs.start({ kind: 'export', lane: 'files', request, message: say('waitingToExport', { what: whatOf[request.content] }) }, (control) =>
    exportMaps(session, services, { ...request, modelId }, control),
  );
}

/** All files are written, or none stays: a half export looks like a whole one. */
async function exportMaps(
  session: ProjectSession,
  services: Services,
  { folder, content, modelId, imageIds = null, refinement = null }: ExportRequest & { readonly modelId: string | null },
  control: JobControl,
): Promise<Message> {
  const all = session.store.images.list();
  const wanted = imageIds && new Set(imageIds);
  const images = wanted ? all.filter(({ id }) => wanted.has(id)) : all;
  const names = exportNames(all);
  const targets = images.map((image) => ({ image, path: join(folder, names.get(image.id)!) }));
  await makeFolder(folder).catch((thrown: unknown) => {
    throw systemError(thrown, folder);
  });
  const present = targets.find(({ path }) => existsSync(path));
  if (present) throw new SfumatoError('conflict', say('exportExists', { path: present.path }));
  const written: string[] = [];
  const thread = refinement && new ThreadedRefinement();
  try {
    for (const [index, { image, path }] of targets.entries()) {
      if (control.signal.aborted) throw new SfumatoError('cancelled', say('exportCancelled'));
      control.progress({ message: say('writing', { name: image.name }), fraction: index / targets.length });
      const data = await dataOf(session, image, { content, modelId, refinement: thread && { options: refinement, thread, signal: control.signal } });
      written.push(path);
      await services.images.writePng(path, { width: image.width, height: image.height, data }, control.signal);
    }
  } catch (thrown) {
    for (const path of written) await rm(path, { force: true });
    throw thrown;
  } finally {
    await thread?.close();
  }
  return say('exported', { count: targets.length, folder });
}

/**
 * Each image's name as PNG, no two alike even where a disk does not tell case: where images would share one their endings
 * stay in it, and a number follows where that is not enough.
 * @returns by image id
 */
export function exportNames(all: readonly ImageRecord[]): ReadonlyMap<string, string> {
  const stems = new Map<string, number>();
  for (const { name } of all) {
    const stem = stemOf(name).toLowerCase();
    stems.set(stem, (stems.get(stem) ?? 0) + 1);
  }
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, name } of all) {
    const stem = stemOf(name);
    const wanted = stems.get(stem.toLowerCase()) === 1 ? stem : name;
    let free = wanted;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${wanted}-${number}`;
    taken.add(free.toLowerCase());
    names.set(id, `${free}.png`);
  }
  return names;
}

interface DataChoice {
  readonly content: ExportContent;
  readonly modelId: string | null;
  readonly refinement: Refinement | null;
}

async function dataOf(session: ProjectSession, image: ImageRecord, { content, modelId, refinement }: DataChoice): Promise<Uint8Array | Uint16Array> {
  const { store } = session;
  if (content === 'objects') return asSixteenBits(store.objects.map(image.id, image), image);
  if (modelId === null) return store.labels.map(image.id, image);
  const stored = store.predictions.find(modelId, image.id);
  if (!stored) throw new SfumatoError('notFound', say('notPredictedYet', { image: image.name }));
  const classes = refinement ? await refinedClasses(session, image, stored, refinement) : (await readPrediction(store, image, stored)).prediction;
  if (content === 'predictions') return classes;
  return asSixteenBits((await readPredictedObjects(store, image, { stored, classes })).ids, image);
}

/** @throws SfumatoError `invalidInput` when a number does not fit into 16 bits */
function asSixteenBits(numbers: Uint32Array | Int32Array, image: ImageRecord): Uint16Array {
  const tooLarge = numbers.find((number) => number > 65_535);
  if (tooLarge !== undefined) {
    throw new SfumatoError('invalidInput', say('objectNumberTooLarge', { image: image.name, number: tooLarge }));
  }
  return Uint16Array.from(numbers);
}
