import { access, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { givenName } from '../../core/messages/givenName.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { planeCount } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord, ModelRecord } from '../../core/records.ts';
import type { EngineImage, PredictOutcome } from '../../engine/engineApi.ts';
import { systemError } from '../../files/systemError.ts';
import { despite } from '../jobs/despite.ts';
import type { JobControl } from '../jobs/JobRegistry.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { makeRegions } from '../review/makeRegions.ts';
import type { Services } from '../Services.ts';

/** Describes an image to the engine; its samples are decoded anew where their cache is gone. */
export async function engineImage(session: ProjectSession, image: ImageRecord): Promise<EngineImage> {
  return {
    imageId: image.id,
    samplesPath: await session.samples.pathOf(image),
    width: image.width,
    height: image.height,
    channels: image.channels,
    sampleType: image.sampleType,
    ...(image.colour === 'channels' && { channelRanges: image.channelRanges }),
    ...(image.sampleType !== 'uint8' && { displayRange: image.displayRange }),
    ...(image.pixelSizeUm && { pixelSizeUm: image.pixelSizeUm.x }),
    ...(image.stack && { stackId: image.stack.id }),
  };
}

/**
 * The images without maps of a model: those to be worked on first, as their regions are waited for; before all, the one
 * on screen. A file made before the planes of classes and members were kept counts as none.
 */
export function unpredicted(session: ProjectSession, model: ModelRecord, firstImageId: string | null = null): ImageRecord[] {
  const known = new Set(session.store.predictions.list(model.id).flatMap(({ imageId, memberCount }) => (memberCount === null ? [] : [imageId])));
  const missing = session.store.images.list().filter(({ id }) => !known.has(id));
  const rank = ({ id, role }: ImageRecord): number => (id === firstImageId ? 0 : role === 'work' ? 1 : 2);
  return missing.sort((a, b) => rank(a) - rank(b));
}

/**
 * Starts a job that makes the maps still missing of the model in use, and their regions.
 * @param imageIds those wanted; null: all
 * @returns the job's id
 * @throws SfumatoError `noModel`
 */
export function startPrediction(
  session: ProjectSession,
  services: Services,
  firstImageId: string | null = null,
  imageIds: readonly string[] | null = null,
): string {
  const model = session.modelInUse();
  return session.jobs.start(
    { kind: 'predict', lane: 'engine', request: { modelId: model.id }, message: say('waitingToPredict', { model: givenName(model.name) }) },
    (control) => predictMissing({ session, services, firstImageId, imageIds }, control),
  );
}

/** The same unasked: a window shows maps by itself, the command line does what it was told and ends. */
export function startPredictionUnasked(session: ProjectSession, services: Services): void {
  if (services.host !== 'commandLine') startPredictionWhereMissing(session, services);
}

/** Starts it only where something is missing and nothing is on its way. */
export function startPredictionWhereMissing(session: ProjectSession, services: Services, firstImageId: string | null = null): void {
  const model = session.store.models.inUse();
  if (!model || unpredicted(session, model).length === 0) return;
  // One that waits takes the model and the images as they are when its turn comes.
  const waits = session.jobs.unfinished().some((job) => job.kind === 'predict' && job.state === 'waiting');
  if (!waits) startPrediction(session, services, firstImageId);
}

interface PredictionWish {
  readonly session: ProjectSession;
  readonly services: Services;
  readonly firstImageId: string | null;
  readonly imageIds: readonly string[] | null;
}

async function predictMissing({ session, services, firstImageId, imageIds }: PredictionWish, control: JobControl): Promise<Message> {
  const model = session.modelInUse();
  const wanted = imageIds && new Set(imageIds);
  const images = unpredicted(session, model, firstImageId).filter(({ id }) => !wanted || wanted.has(id));
  if (images.length === 0) return say('allPredicted', { model: givenName(model.name) });
  control.progress({ message: say('predicting', { count: images.length, model: givenName(model.name) }) });
  const byId = new Map(images.map((image) => [image.id, image]));
  const requests: EngineImage[] = [];
  for (const image of images) requests.push(await engineImage(session, image));
  // Each image is stored as it comes, in order, while the engine goes on with the next.
  let stored: Promise<void> = Promise.resolve();
  const failures: SfumatoError[] = [];
  const troubles: Message[] = [];
  await services.engine.predict(
    {
      images: requests,
      modelFolder: session.store.paths.model(model.id),
      outputFolder: session.store.paths.modelPredictions(model.id),
    },
    {
      signal: control.signal,
      onProgress: ({ message, fraction, remainingMs, rate }) => control.progress({ message, fraction, remainingMs, rate }),
      onTrouble: (message) => {
        troubles.push(message);
        control.progress({ message });
      },
      onPredicted: (outcome) => {
        const image = byId.get(outcome.imageId);
        if (!image) return;
        stored = stored.then(() => storePrediction(session, services, { model, image, outcome })).catch((thrown: unknown) => {
          failures.push(systemError(thrown, image.name));
        });
      },
    },
  ).finally(() => stored);
  if (failures[0]) throw failures[0];
  const missing = unpredicted(session, model).filter(({ id }) => byId.has(id));
  if (missing[0]) throw new SfumatoError('engineFailed', say('endedWithoutMaps', { image: missing[0].name }));
  return despite(troubles, say('predicted', { count: images.length, model: givenName(model.name) }));
}

async function storePrediction(
  session: ProjectSession,
  services: Services,
  { model, image, outcome }: { readonly model: ModelRecord; readonly image: ImageRecord; readonly outcome: PredictOutcome },
): Promise<void> {
  const { store } = session;
  const folder = store.paths.modelPredictions(model.id);
  const wanted = image.width * image.height * planeCount(outcome);
  const got = await stat(outcome.path).then(({ size }) => size, () => null);
  if (resolve(dirname(outcome.path)) !== resolve(folder) || got !== wanted) {
    throw new SfumatoError('engineFailed', say('mapsFileWrong', { image: image.name, wanted, folder, path: outcome.path, got: got ?? 0 }));
  }
  const prediction = {
    modelId: model.id,
    imageId: image.id,
    fileName: basename(outcome.path),
    ranges: outcome.ranges,
    means: outcome.means,
    classCount: outcome.classCount,
    memberCount: outcome.memberCount,
    distribution: outcome.distribution ?? null,
  };
  const regions = await makeRegions(session, image, prediction);
  store.transaction(() => {
    store.predictions.put(prediction);
    store.regions.replace(model.id, image.id, regions);
  });
  services.notifications.notify({ type: 'predictions', modelId: model.id, imageId: image.id });
  services.notifications.notify({ type: 'queue' });
}

/** Forgets predictions whose file is gone, so that they are made again: the folder is a cache and may be emptied. */
export async function forgetLostPredictions(session: ProjectSession): Promise<void> {
  const { store } = session;
  const model = store.models.inUse();
  if (!model) return;
  for (const { imageId, fileName } of store.predictions.list(model.id)) {
    const path = join(store.paths.modelPredictions(model.id), fileName);
    const isThere = await access(path).then(() => true, () => false);
    if (!isThere) store.predictions.remove(model.id, imageId);
  }
}
