import type { RegionDecision, RegionRecord } from '../../../src-main/core/records.ts';
import type { SfumatoClient } from '../../connection/client.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';
import { mergeQueue, neighbour, nextOpen } from './queueOrder.ts';
import { loadRegionMask } from './RegionMask.ts';
import type { RegionMask } from './RegionMask.ts';

/** Regions held in the window; the rest follow as these are settled. */
const queueLimit = 500;

/** The queue of doubtful regions and the one being looked at. */
export class ReviewState {
  regions: readonly RegionRecord[] = $state.raw([]);
  modelId: string | null = $state(null);
  openCount = $state(0);
  settledCount = $state(0);
  listed = $state(false);
  problem: Problem | null = $state.raw(null);
  currentId: string | null = $state(null);
  /** The present region's pixels, once they have come. */
  mask: RegionMask | null = $state.raw(null);
  /** Whether strokes were made in the present region since it arrived. */
  touched = $state(false);
  readonly position = $derived(this.regions.findIndex(({ id }) => id === this.currentId));
  readonly current: RegionRecord | null = $derived(this.regions[this.position] ?? null);
  readonly #client: SfumatoClient;
  readonly #pixels: PixelSource;

  constructor(client: SfumatoClient, pixels: PixelSource) {
    this.#client = client;
    this.#pixels = pixels;
  }

  /** Reads the queue anew; decisions on their way to the journal stay as made. */
  async refresh(pending: ReadonlyMap<string, RegionDecision>): Promise<void> {
    try {
      const queue = await this.#client.review.queue({ limit: queueLimit, includeSettled: true, imageId: null });
      const fetched = queue.regions.map((region) => ({ ...region, state: pending.get(region.id) ?? region.state }));
      this.regions = queue.modelId === this.modelId ? mergeQueue(this.regions, fetched, this.position) : fetched;
      this.modelId = queue.modelId;
      this.openCount = Math.max(queue.openCount - pending.size, 0);
      this.settledCount = queue.settledCount + pending.size;
      if (this.currentId !== null && this.position < 0) this.leave();
      this.problem = null;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
    this.listed = true;
  }

  next(): RegionRecord | null {
    return neighbour(this.regions, this.position, 1);
  }

  previous(): RegionRecord | null {
    return neighbour(this.regions, this.position, -1);
  }

  nextOpen(): RegionRecord | null {
    return nextOpen(this.regions, this.position);
  }

  openOfImage(imageId: string): RegionRecord[] {
    return this.regions.filter((region) => region.imageId === imageId && region.state === 'open');
  }

  /** Makes a region the present one and loads its outline. */
  async arrive(region: RegionRecord): Promise<void> {
    this.currentId = region.id;
    this.mask = null;
    this.touched = false;
    try {
      const mask = await loadRegionMask(this.#pixels, region);
      if (this.currentId === region.id) this.mask = mask;
    } catch (thrown) {
      if (this.currentId === region.id) this.problem = problemOf(thrown);
    }
  }

  /** Loads a region's outline ahead: the browser keeps it. */
  prefetch(region: RegionRecord): void {
    loadRegionMask(this.#pixels, region).catch(() => undefined);
  }

  leave(): void {
    this.currentId = null;
    this.mask = null;
    this.touched = false;
  }

  /** Shows a decision, or takes it back off the window, before the queue is read anew. */
  setState(regionId: string, state: RegionRecord['state']): void {
    const before = this.regions.find(({ id }) => id === regionId)?.state;
    if (before === undefined || before === state) return;
    this.regions = this.regions.map((region) => (region.id === regionId ? { ...region, state } : region));
    const opened = Number(state === 'open') - Number(before === 'open');
    this.openCount = Math.max(this.openCount + opened, 0);
    this.settledCount = Math.max(this.settledCount - opened, 0);
  }

  clear(): void {
    this.regions = [];
    this.modelId = null;
    this.openCount = 0;
    this.settledCount = 0;
    this.listed = false;
    this.problem = null;
    this.leave();
  }
}
