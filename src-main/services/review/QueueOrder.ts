import { RandomSource } from '../../core/random/RandomSource.ts';
import { seedOf } from '../../core/random/seedOf.ts';
import type { ModelRecord } from '../../core/records.ts';
import { apartInStacks } from '../../core/review/apartInStacks.ts';
import type { EffortModel, TimedRegion } from '../../core/review/effortModel.ts';
import { learnEffort } from '../../core/review/effortModel.ts';
import type { RegionArm } from '../../core/review/RegionArm.ts';
import { roundsBehind } from '../../core/review/roundsBehind.ts';
import { regionSeconds } from '../../core/review/regionSeconds.ts';
import { strategyOf } from '../../core/review/strategies/strategies.ts';
import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';
import type { Sliced } from '../../core/sliced.ts';
import { inSlices } from '../../processes/inSlices.ts';
import { nextTurn } from '../../processes/nextTurn.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import type { RankedRegion, StandingRegion } from '../../store/RegionRows.ts';
import { strategyInForce } from './strategyInForce.ts';

/** Up to so many regions the queue waits for its new order; that takes some tens of milliseconds. More are put in order behind the window's back. */
const mostAwaited = 3000;

/** Regions read at once, which takes a few milliseconds. */
const readAtOnce = 500;

/** Settled regions after which the expert's pace is looked at anew. */
const settledBetween = 10;

/** Settled regions of other models that what comes next is compared with: more would say the same again. */
const mostSettled = 500;

/** Random numbers of orders, apart from those of regions. */
const stream = 7;

/** Regions whose order is the strategy's; disputes are asked in the order of their score. */
const orderedArms = ['chosen', 'random', 'audit'] as const;

interface Order {
  readonly modelId: string;
  /** Changes with what an order goes by. */
  readonly key: string;
  /** Place of each region of the strategy and of the random and audit arms, by its id. */
  readonly places: ReadonlyMap<string, number>;
  readonly settledCount: number;
  readonly effort: EffortModel;
}

/**
 * In what order the regions of the model in use are asked, kept until there are others, or enough were settled to know the expert's pace better.
 * It is made in slices, so that the program answers meanwhile, however many there are.
 */
export class QueueOrder {
  readonly #store: ProjectStore;
  readonly #tell: () => void;
  readonly #trusts: (model: ModelRecord) => boolean;
  readonly #mostAwaited: number;
  #order: Order | null = null;
  #making: Promise<void> | null = null;
  /** Of the order that was asked for last: one by another key is not wanted any more. */
  #key: string | null = null;

  /**
   * @param tell when an order was made anew behind the window's back
   * @param trusts whether a model's learned loss may be gone by
   * @param awaited regions up to which that is not needed
   */
  constructor(store: ProjectStore, tell: () => void, trusts: (model: ModelRecord) => boolean, awaited = mostAwaited) {
    this.#store = store;
    this.#tell = tell;
    this.#trusts = trusts;
    this.#mostAwaited = awaited;
  }

  /** Of the latest order: what the expert is expected to need. */
  get effort(): EffortModel {
    return this.#order?.effort ?? learnEffort([]);
  }

  /**
   * Sees to it that there is an order. A long queue that has one keeps it until the next is made.
   * @param all every region of the model, highest score first
   * @returns whether it was waited for: regions may stand otherwise by then
   */
  async prepare(model: ModelRecord, all: readonly StandingRegion[]): Promise<boolean> {
    this.#key = this.#keyOf(model);
    let hasWaited = false;
    // One that is being made may be of regions as they were before.
    for (let made = 0; made < 2 && this.#isStale(model, all); made++) {
      const isOwed = this.#order?.modelId !== model.id || all.length <= this.#mostAwaited;
      const isOwn = this.#making === null;
      this.#making ??= this.#make(model, all).finally(() => (this.#making = null));
      if (isOwed) {
        await this.#making;
        hasWaited = true;
      } else {
        // The order before stands where no other can be made; the next turn of the queue tries again.
        if (isOwn) this.#making.then(this.#tell, () => undefined);
        break;
      }
    }
    return hasWaited;
  }

  /** Sorts open regions. Those that came after the latest order was made stand behind the others until it is made anew. */
  sorted<Region extends StandingRegion>(model: ModelRecord, open: readonly Region[]): Region[] {
    if (this.#order?.modelId !== model.id) return [...open];
    const { places } = this.#order;
    const placed = new Array<Region | undefined>(places.size);
    const others: Region[] = [];
    for (const region of open) {
      const place = places.get(region.id);
      if (place === undefined) others.push(region);
      else placed[place] = region;
    }
    return [...placed.filter((region) => region !== undefined), ...others];
  }

  async close(): Promise<void> {
    this.#key = null;
    await this.#making?.catch(() => undefined);
  }

  #keyOf(model: ModelRecord): string {
    return `${model.id} ${this.#store.reviewSettings().strategy} ${this.#trusts(model)}`;
  }

  #isStale(model: ModelRecord, all: readonly StandingRegion[]): boolean {
    return this.#order?.key !== this.#keyOf(model) || isStale(this.#order, settledCountOf(all), all);
  }

  async #make(model: ModelRecord, all: readonly StandingRegion[]): Promise<void> {
    const key = this.#keyOf(model);
    // Whoever asked for it has the answer first.
    await nextTurn();
    const places = new Map<string, number>();
    const effort = learnEffort(this.#timed());
    if ((await inSlices(this.#placing(model, all, { effort, places }), () => this.#key === key)) === null) return;
    this.#order = { modelId: model.id, key, places, effort, settledCount: settledCountOf(all) };
  }

  *#placing(model: ModelRecord, all: readonly StandingRegion[], { effort, places }: { readonly effort: EffortModel; readonly places: Map<string, number> }): Sliced<true> {
    const { regions } = this.#store;
    const trustsLearnedLoss = this.#trusts(model);
    const settled = regions.settledFeatures(model.id, mostSettled).map((features) => ({ features }));
    const context = { effort, settled, round: roundsBehind(model, this.#store.models.list()) };
    const stacks = new Map(this.#store.images.list().map(({ id, stack }) => [id, stack]));
    const boxes = new Map(all.map(({ id, box }) => [id, box]));
    // Slices of one stack take turns as one image.
    const grouped = (region: RankedRegion) => ({ ...region, imageId: stacks.get(region.imageId)?.id ?? region.imageId, ofImage: region.imageId });
    const inForce = strategyInForce(all, { chosen: this.#store.reviewSettings().strategy, trustsLearnedLoss });
    yield;
    for (const arm of orderedArms) {
      const found = (yield* this.#read(all.filter((region) => region.arm === arm))).map(grouped);
      yield;
      // What was found with a learned loss that has lost its trust since is worth the wrong pixels that are expected without it.
      const ranked = inForce === 'standard' && !trustsLearnedLoss ? found.map((region) => ({ ...region, worth: region.score / region.pixelCount })) : found;
      // Settled ones keep their places, so that noise and turns of the others stay as they are.
      const random = new RandomSource({ seed: seedOf(model.id), stream, counter: 0 });
      const ordered = yield* strategyOf(arm === 'chosen' ? inForce : 'random').ordering(ranked, { ...context, random });
      const apart = yield* apartInStacks(ordered, ({ id, ofImage }) => ({ box: boxes.get(id)!, stack: stacks.get(ofImage) ?? null }));
      for (const { id } of apart) places.set(id, places.size);
      yield;
    }
    return true;
  }

  /** In the order in which they are named; those without features, and any that are gone meanwhile, are left out. */
  *#read(named: readonly StandingRegion[]): Sliced<RankedRegion[]> {
    const known = new Map<string, RankedRegion>();
    for (let from = 0; from < named.length; from += readAtOnce) {
      for (const region of this.#store.regions.ranked(named.slice(from, from + readAtOnce).map(({ id }) => id))) known.set(region.id, region);
      yield;
    }
    return named.flatMap(({ id }) => known.get(id) ?? []);
  }

  #timed(): TimedRegion[] {
    const worked = this.#store.regions.worked();
    return [...regionSeconds(this.#store.journal.whole())].flatMap(([id, seconds]) => {
      const known = worked.get(id);
      return known ? [{ ...known, seconds }] : [];
    });
  }
}

function settledCountOf(all: readonly StandingRegion[]): number {
  return all.reduce((count, { state }) => count + (state === 'open' ? 0 : 1), 0);
}

function isStale({ places, settledCount }: Order, settledNow: number, all: readonly StandingRegion[]): boolean {
  return Math.abs(settledNow - settledCount) >= settledBetween || all.some(({ id, arm, strategy, state }) => state === 'open' && isOrdered(arm, strategy) && !places.has(id));
}

/** Regions of earlier versions have nothing to be ordered by but their score, and disputes are asked in the order of it. */
function isOrdered(arm: RegionArm, strategy: StrategyName | null): boolean {
  return arm === 'random' || arm === 'audit' || (arm === 'chosen' && strategy !== null);
}
