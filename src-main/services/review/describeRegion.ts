import { join } from 'node:path';
import type { RegionDetails } from '../../contract/review.ts';
import { planeIndex } from '../../core/predictions/predictionFile.ts';
import type { ImageRecord, RegionRecord } from '../../core/records.ts';
import type { LabelWords, PixelWord } from '../../core/review/disputes/LabelWords.ts';
import { forEachInside } from '../../core/review/growRegion.ts';
import type { RegionMask } from '../../core/review/growRegion.ts';
import { isDispute } from '../../core/review/uncovered.ts';
import { readTile } from '../pixels/readTile.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { imageWords } from './imageWords.ts';

/** What there is to know of one region beside its row. @throws SfumatoError `notFound` */
export async function describeRegion(session: ProjectSession, services: Services, regionId: string): Promise<RegionDetails> {
  const { store } = session;
  const region = store.regions.get(regionId);
  const image = store.images.get(region.imageId);
  const comments = store.comments.ofRegion(regionId).map(({ who, at, text }) => ({ who, at, text }));
  const expectedSeconds = session.queueOrder.effort.secondsOf(region);
  if (!isDispute(region.arm)) return { expectedSeconds, comments, said: [], model: null };
  const { mask } = store.regions.withMask(regionId);
  const words = imageWords(store, image);
  const said = region.arm === 'contradiction' ? ['latest', 'earlier'] as const : ['latest'] as const;
  return {
    expectedSeconds,
    comments,
    said: said.flatMap((which) => {
      const most = mostSaid(words, which, mask, image);
      return most ? [{ who: most.word.who ?? '', isUser: most.word.who === services.user, at: most.word.at, classIndex: most.classIndex }] : [];
    }),
    model: region.arm === 'disagreement' ? await modelsWord(session, image, region, mask) : null,
  };
}

/** The word that holds of most pixels of a region; null where nobody has said anything there. */
function mostSaid(words: LabelWords, which: 'latest' | 'earlier', mask: RegionMask, { width }: ImageRecord): PixelWord | null {
  const counts = new Map<string, { readonly said: PixelWord; count: number }>();
  forEachInside(mask, width, (pixel) => {
    const said = words[which](pixel);
    if (!said) return;
    const key = `${said.word.sequence} ${said.classIndex}`;
    const known = counts.get(key) ?? { said, count: 0 };
    known.count++;
    counts.set(key, known);
  });
  return [...counts.values()].reduce<{ said: PixelWord; count: number } | null>((most, each) => (most && most.count >= each.count ? most : each), null)?.said ?? null;
}

/** What the model holds a region for, with its mean probability there; null where its maps are gone. */
async function modelsWord({ store }: ProjectSession, image: ImageRecord, region: RegionRecord, { mask }: RegionMask): Promise<RegionDetails['model']> {
  const stored = region.modelId === null ? null : store.predictions.find(region.modelId, image.id);
  const index = stored && planeIndex(`probability-${region.proposedClass}`, stored);
  if (!stored || index === null) return null;
  const path = join(store.paths.modelPredictions(stored.modelId), stored.fileName);
  const plane = await readTile({ path, offset: index * image.width * image.height, width: image.width, bytesPerPixel: 1 }, region.box);
  if (!plane) return null;
  let [sum, count] = [0, 0];
  mask.forEach((inside, at) => {
    if (inside !== 1) return;
    sum += plane[at]! / 255;
    count++;
  });
  return { classIndex: region.proposedClass, probability: sum / count };
}
