import type { RegionDecision, RegionRecord, RegionState } from '../../../src-main/core/records.ts';
import type { QueueNotice, RegionDetails, WhyEmpty } from '../../../src-main/contract/review.ts';
import type { SfumatoClient } from '../../connection/client.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';
import { filterRegions, isFiltering, noFilters, passes } from '../queue/queueFilters.ts';
import type { QueueFilters } from '../queue/queueFilters.ts';
import { mergeQueue, neighbour, nextOpen, regionsHeldAhead } from './queueOrder.ts';
import { loadRegionMask } from './RegionMask.ts';
import type { RegionMask } from './RegionMask.ts';

/** Regions held in the window, as many as the program tells of; the strip draws those in sight. */
const queueLimit = 5000;

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
  /** Where the present region's proposal is of a retired class: the class in use that the model holds most probable there. */
  classInUse: number | null = $state(null);
  /** Whether strokes were made in the present region since it arrived. */
  touched = $state(false);
  /** Which regions the strip and the keys go through. */
  filters: QueueFilters = $state.raw(noFilters);
  /** Regions that were shown when the filters were chosen: they stay when they are settled. */
  #held: ReadonlySet<string> = $state.raw(new Set());
  /** Why no region is open, when none is. */
  whyEmpty: WhyEmpty | null = $state(null);
  /** What there is to say of how the queue is made. */
  notices: readonly QueueNotice[] = $state.raw([]);
  /** Images whose regions are still to be made anew after its settings were changed. */
  remaking = $state(0);
  /** What there is to know of the present region beside its row, once it has come. */
  details: RegionDetails | null = $state.raw(null);
  /** Whether the present region is about to be flagged with a comment. */
  isCommenting = $state(false);
  /** Another model came into use while a region was looked at. */
  renewed = $state(false);
  readonly isFiltering = $derived(isFiltering(this.filters));
  /** The queue as it is shown: all of it, or what the filters leave. */
  readonly shown: readonly RegionRecord[] = $derived(filterRegions(this.regions, this.filters, this.#held));
  /** Place in `shown`, -1 when the present region is not in it. */
  readonly position = $derived(this.shown.findIndex(({ id }) => id === this.currentId));
  readonly current: RegionRecord | null = $derived(this.shown[this.position] ?? this.regions.find(({ id }) => id === this.currentId) ?? null);
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
      const fetched = queue.regions.map((region) => ({ ...region, state: stateAfter(pending.get(region.id)) ?? region.state }));
      const at = this.regions.findIndex(({ id }) => id === this.currentId);
      const isSame = queue.modelId === this.modelId;
      if (!isSame && this.modelId !== null && this.listed) this.renewed = true;
      const next = at < 0 ? [] : this.comingUp(regionsHeldAhead).map(({ id }) => id);
      this.regions = isSame ? mergeQueue(this.regions, fetched, at, next) : fetched;
      this.modelId = queue.modelId;
      const settling = fetched.filter(({ id, state }) => pending.has(id) && (state === 'open') !== (queue.regions.find((region) => region.id === id)?.state === 'open'));
      const opened = settling.reduce((sum, { state }) => sum + (state === 'open' ? 1 : -1), 0);
      this.openCount = Math.max(queue.openCount + opened, 0);
      this.settledCount = Math.max(queue.settledCount - opened, 0);
      this.whyEmpty = queue.whyEmpty;
      this.notices = queue.notices;
      this.remaking = queue.remaking;
      if (this.currentId !== null && this.current === null) this.leave();
      this.problem = null;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
    this.listed = true;
  }

  next(): RegionRecord | null {
    return neighbour(this.shown, this.position, 1);
  }

  previous(): RegionRecord | null {
    return neighbour(this.shown, this.position, -1);
  }

  nextOpen(): RegionRecord | null {
    return nextOpen(this.shown, this.position);
  }

  /** The open regions that come next, to be loaded ahead. */
  comingUp(count: number): RegionRecord[] {
    const coming: RegionRecord[] = [];
    for (let at = this.position; coming.length < count; ) {
      const region = nextOpen(this.shown, at);
      if (!region || coming.includes(region) || region.id === this.currentId) break;
      coming.push(region);
      at = this.shown.indexOf(region);
    }
    return coming;
  }

  /** Narrows the queue; what is not named stays as it is. */
  filterBy(change: Partial<QueueFilters>): void {
    this.filters = { ...this.filters, ...change };
    this.#held = new Set(this.regions.filter((region) => passes(region, this.filters)).map(({ id }) => id));
  }

  showAll(): void {
    this.filters = noFilters;
    this.#held = new Set();
  }

  openOfImage(imageId: string): RegionRecord[] {
    return this.regions.filter((region) => region.imageId === imageId && region.state === 'open');
  }

  /** A region's pixels and outline, which the present one mostly has already. */
  async maskOf(region: RegionRecord): Promise<RegionMask> {
    return this.mask?.region.id === region.id ? this.mask : loadRegionMask(this.#pixels, region);
  }

  /** Makes a region the present one and loads its outline. */
  async arrive(region: RegionRecord): Promise<void> {
    this.currentId = region.id;
    this.renewed = false;
    this.mask = null;
    this.classInUse = null;
    this.touched = false;
    this.isCommenting = false;
    this.details = null;
    void this.describe();
    try {
      const mask = await this.maskOf(region);
      if (this.currentId === region.id) this.mask = mask;
    } catch (thrown) {
      if (this.currentId === region.id) this.problem = problemOf(thrown);
    }
  }

  /** Reads what there is to know of the present region beside its row. */
  async describe(): Promise<void> {
    const id = this.currentId;
    if (id === null) return;
    try {
      const details = await this.#client.review.describe({ regionId: id });
      if (this.currentId === id) this.details = details;
    } catch (thrown) {
      if (this.currentId === id) this.problem = problemOf(thrown);
    }
  }

  /** Ids of the regions that must not go away while the queue is made anew: the present one and those that come next. */
  held(): string[] {
    return [...(this.currentId === null ? [] : [this.currentId]), ...this.comingUp(regionsHeldAhead).map(({ id }) => id)];
  }

  /** Loads a region's outline ahead: the browser keeps it. */
  prefetch(region: RegionRecord): void {
    loadRegionMask(this.#pixels, region).catch(() => undefined);
  }

  leave(): void {
    this.currentId = null;
    this.mask = null;
    this.details = null;
    this.isCommenting = false;
    this.classInUse = null;
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
    this.whyEmpty = null;
    this.notices = [];
    this.remaking = 0;
    this.renewed = false;
    this.showAll();
    this.leave();
  }
}

/** What a region is after a decision; undefined where there is none. */
export function stateAfter(decision: RegionDecision | undefined): RegionState | undefined {
  return decision === 'reopened' ? 'open' : decision;
}
