import { effectiveStrategy } from '../../core/review/effectiveStrategy.ts';
import { disputeArms } from '../../core/review/RegionArm.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { findContradictions } from './findContradictions.ts';
import { findDisputes } from './findDisputes.ts';
import { makeRegions } from './makeRegions.ts';
import { readPredictedImage } from './readPredictedImage.ts';

/** Images after which the window is told that the queue has changed: it reads all of it each time. */
const toldEvery = 25;

type Wish = 'all' | 'disputes';

/**
 * Makes regions anew where what they follow from has changed, image by image behind the window's back: all of them after the queue's
 * settings were changed, those in dispute after labels were. Corrections come between two images, never after them all.
 */
export class RegionUpkeep {
  readonly #session: ProjectSession;
  readonly #tell: () => void;
  readonly #wishes = new Map<string, Wish>();
  #kept: readonly string[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(session: ProjectSession, tell: () => void) {
    this.#session = session;
    this.#tell = tell;
  }

  /** Images whose regions are still to be made anew after a change of the settings. */
  get remaining(): number {
    let count = 0;
    for (const wish of this.#wishes.values()) if (wish === 'all') count++;
    return count;
  }

  /** Labels of an image have changed: there may be more or less in dispute. */
  noteLabels(imageId: string): void {
    const { journal, regions, models } = this.#session.store;
    if (journal.peopleOf(imageId) < 2 && regions.openDisputes(models.inUse()?.id ?? null, imageId).length === 0) return;
    if (!this.#wishes.has(imageId)) this.#wishes.set(imageId, 'disputes');
    this.#run();
  }

  /** @param kept ids of regions that stay: the one that is looked at, and those that come next */
  remakeAll(kept: readonly string[]): void {
    const { models, predictions } = this.#session.store;
    const model = models.inUse();
    if (!model) return;
    this.#kept = kept;
    for (const { imageId } of predictions.list(model.id)) this.#wishes.set(imageId, 'all');
    this.#run();
  }

  /**
   * What an opened project is owed: regions that its strategy did not find, of an earlier version or where the program's end came before
   * they were made anew.
   * @param kept ids of regions that stay: the first of the queue, which the window shows at once
   */
  takeUp(kept: readonly string[]): void {
    const { images, journal, models, predictions, regions } = this.#session.store;
    const model = models.inUse();
    if (!model) {
      // Of an earlier version, which looked for contradictions under a model alone.
      if (journal.people() > 1) for (const { id, role } of images.list()) if (role === 'work') this.noteLabels(id);
      return;
    }
    const settings = this.#session.store.reviewSettings();
    const { isTrusted } = this.#session.learnedLoss.trust(model);
    const stays = new Set(kept);
    const found = Map.groupBy(regions.standing(model.id).filter(({ id, arm, state }) => arm === 'chosen' && state === 'open' && !stays.has(id)), ({ imageId }) => imageId);
    for (const { imageId, ranges } of predictions.list(model.id)) {
      const { name } = effectiveStrategy(settings.strategy, ranges, isTrusted).strategy;
      if (found.get(imageId)?.some(({ strategy }) => strategy !== name)) this.#wishes.set(imageId, 'all');
    }
    if (this.#wishes.size === 0) return;
    this.#kept = kept;
    this.#run();
  }

  /** When nothing is left to be made anew. */
  async done(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  #run(): void {
    this.#running ??= this.#work().finally(() => (this.#running = null));
  }

  async #work(): Promise<void> {
    let sinceTold = 0;
    for (let next = this.#next(); next && !this.#closed; next = this.#next()) {
      const [imageId, wish] = next;
      // Maps may be gone meanwhile: they are a cache, and regions are made with them when they are made again.
      await this.#session.inOrder(() => (this.#closed ? undefined : this.#remake(imageId, wish))).catch(() => undefined);
      this.#wishes.delete(imageId);
      if (++sinceTold % toldEvery === 0) this.#tell();
    }
    if (!this.#closed) this.#tell();
  }

  #next(): readonly [string, Wish] | undefined {
    for (const wish of this.#wishes) return wish;
    return undefined;
  }

  async #remake(imageId: string, wish: Wish): Promise<void> {
    const { store } = this.#session;
    const model = store.models.inUse();
    const prediction = model && store.predictions.find(model.id, imageId);
    const image = store.images.get(imageId);
    if (!prediction) {
      const modelId = model?.id ?? null;
      store.transaction(() => store.regions.replace(modelId, imageId, findContradictions(store, image, modelId), { arms: ['contradiction'] }));
    } else if (wish === 'all') {
      const kept = this.#kept;
      const regions = await makeRegions(this.#session, image, prediction, kept);
      store.transaction(() => store.regions.replace(prediction.modelId, imageId, regions, { kept }));
    } else {
      const disputes = await findDisputes(store, image, { predicted: await readPredictedImage(this.#session, image, prediction), prediction });
      store.transaction(() => store.regions.replace(prediction.modelId, imageId, disputes, { arms: disputeArms }));
    }
  }
}
