import { isCorrection } from '../../core/insights/effort.ts';
import type { JournalEntry } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { readModelCard } from './modelCard.ts';

/** What a model was the first of its line to learn. */
export interface LearnedEvents {
  readonly corrections: number;
  readonly changedPixels: number;
  readonly images: number;
  /** Who made them, the busiest first. */
  readonly people: readonly { readonly who: string; readonly corrections: number }[];
  /** The latest of them, latest first. */
  readonly entries: readonly JournalEntry[];
}

/**
 * The corrections in force that a model learned from and its parent did not; all of them where it began from scratch.
 * @param limit of the entries
 * @throws SfumatoError `notFound`
 */
export async function learnedEvents({ store }: ProjectSession, modelId: string, limit: number): Promise<LearnedEvents> {
  const { learned, parentId } = store.models.get(modelId);
  if (!learned) return { corrections: 0, changedPixels: 0, images: 0, people: [], entries: [] };
  const known = parentId === null ? 0 : (store.models.get(parentId).learned?.labelSequence ?? 0);
  // A card that is gone or damaged names no images: then those that are learned from now are taken.
  const card = await readModelCard(store.paths.model(modelId)).catch(() => null);
  const named = new Set((card?.data ?? []).flatMap(({ imageId }) => imageId ?? []));
  const isOfModel = (imageId: string): boolean => named.size === 0 || named.has(imageId);
  const events = store.journal.whole().filter((event) => event.sequence > known && event.sequence <= learned.labelSequence && isCorrection(event) && isOfModel(event.imageId));
  const people = new Map<string, number>();
  for (const { who } of events) people.set(who, (people.get(who) ?? 0) + 1);
  return {
    corrections: events.length,
    changedPixels: events.reduce((sum, { changedPixels }) => sum + changedPixels, 0),
    images: new Set(events.map(({ imageId }) => imageId)).size,
    people: [...people].map(([who, corrections]) => ({ who, corrections })).sort((a, b) => b.corrections - a.corrections),
    entries: events.slice(-limit).reverse(),
  };
}
