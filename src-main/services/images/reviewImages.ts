import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import { givenName } from '../../core/messages/givenName.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { changedPixelCount } from '../../core/labels/maskDiff.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import { planeOffset } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord, ModelRecord } from '../../core/records.ts';
import type { ImageDecision } from '../../store/ImageRows.ts';
import { applyEvents } from '../annotations/applyEvents.ts';
import type { EventWords, ImageEvent } from '../annotations/applyEvents.ts';
import { readTile } from '../pixels/readTile.ts';
import { confirmedObjects } from '../predictions/confirmedObjects.ts';
import { meanEntropyOver } from '../predictions/meanEntropyOver.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

export interface ImagesReview {
  readonly imageIds: readonly string[];
  readonly decision: ImageDecision | 'reopened';
  /** Null: one of its own. */
  readonly gestureId: string | null;
}

/** Rows looked at together. */
const bandRows = 256;

/**
 * Records the expert's word on whole images: all in one transaction and one step of undo. `accepted` labels what is not
 * labelled yet as the model in use predicts it, and settles the regions that stand open or were put off.
 * @throws SfumatoError `notFound`, `conflict` when a prediction's file is gone; nothing is then changed
 */
export async function reviewImages(
  session: ProjectSession,
  services: Services,
  { imageIds, decision, gestureId: given }: ImagesReview,
): Promise<{ readonly gestureId: string; readonly changedPixels: number; readonly sequence: number; readonly at: string }> {
  const { store } = session;
  const gestureId = given ?? randomUUID();
  const model = store.models.inUse();
  const events: ImageEvent[] = [];
  for (const id of new Set(imageIds)) {
    const image = store.images.get(id);
    const diff = decision === 'accepted' && model ? await predictedWhereUnlabelled(session, image, model) : null;
    const whole = { x: 0, y: 0, width: image.width, height: image.height };
    const objects = diff && model ? await confirmedObjects(session, image, { modelId: model.id, box: whole, diff }) : null;
    const doubt = diff && (await meanEntropyOver(session, image, diff));
    const words: EventWords = {
      kind: 'review',
      tool: diff ? 'accept' : null,
      classIndex: null,
      modelId: diff && model ? model.id : null,
      meanUncertainty: doubt?.mean ?? null,
      regionId: null,
      decision,
      targetSequence: null,
      gestureId,
      diff,
      objects,
    };
    events.push({ image, words });
    if (decision === 'accepted' && model) events.push(...unsettledRegions(session, image, model).map((regionId) => ({ image, words: settlement(words, model, regionId) })));
  }
  const { sequences, at } = applyEvents(session, services, events);
  services.notifications.notify({ type: 'images' });
  const changedPixels = events.reduce((sum, { words }) => sum + (words.diff ? changedPixelCount(words.diff) : 0), 0);
  return { gestureId, changedPixels, sequence: sequences.at(-1) ?? session.store.journal.lastSequence(), at };
}

/** The image's own event has labelled their pixels; these say that each has been looked at. */
function settlement(words: EventWords, model: ModelRecord, regionId: string): EventWords {
  return { ...words, tool: null, modelId: model.id, regionId, decision: 'accepted', diff: null, objects: null };
}

function unsettledRegions({ store }: ProjectSession, image: ImageRecord, model: ModelRecord): string[] {
  return store.regions
    .ofModel(model.id)
    // Those at random and among confident places were not looked at one by one, and what is in dispute is not settled in passing.
    .filter(({ imageId, arm, state }) => imageId === image.id && arm === 'chosen' && state !== 'accepted' && state !== 'corrected')
    .map(({ id }) => id);
}

/** @returns null where the model has no maps of the image, or nothing is left to label */
async function predictedWhereUnlabelled({ store }: ProjectSession, image: ImageRecord, model: ModelRecord): Promise<MaskDiff | null> {
  const stored = store.predictions.find(model.id, image.id);
  if (!stored) return null;
  const path = join(store.paths.modelPredictions(model.id), stored.fileName);
  const plane = { path, offset: planeOffset('prediction', image.width, image.height), width: image.width, bytesPerPixel: 1 };
  const runs: number[] = [];
  for (let y = 0; y < image.height; y += bandRows) {
    const box = { x: 0, y, width: image.width, height: Math.min(bandRows, image.height - y) };
    const predicted = await readTile(plane, box);
    if (!predicted) throw new SfumatoError('conflict', say('mapsGone', { image: image.name, model: givenName(model.name) }));
    addRuns(runs, { predicted, labels: store.labels.part(image.id, image, box), width: image.width, from: y * image.width });
  }
  return runs.length === 0 ? null : { width: image.width, height: image.height, runs: Uint32Array.from(runs) };
}

interface Band {
  readonly predicted: Uint8Array;
  readonly labels: Uint8Array;
  readonly width: number;
  /** Index of the band's first pixel in the image. */
  readonly from: number;
}

function addRuns(runs: number[], { predicted, labels, width, from }: Band): void {
  for (let row = 0; row < labels.length; row += width) {
    let at = row;
    while (at < row + width) {
      const start = at;
      const value = predicted[at]!;
      while (at < row + width && labels[at] === unlabelled && predicted[at] === value) at++;
      if (at === start) at++;
      else runs.push(from + start, at - start, unlabelled, value);
    }
  }
}
