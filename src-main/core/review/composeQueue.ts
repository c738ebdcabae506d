import type { RegionArm } from './RegionArm.ts';
import type { ReviewSettings } from './ReviewSettings.ts';

/** How many regions of each arm are settled. */
export type SettledCounts = Readonly<Record<RegionArm, number>>;

/** Open regions of each arm, each arm in its own order. */
export type OpenRegions<Region> = Readonly<Record<RegionArm, readonly Region[]>>;

/** Share of the queue that goes back to what experts have confirmed, while there is anything else to ask: a poor model disagrees in many places. */
const disagreementShare = 0.2;

/** Sums of shares such as a tenth fall short of whole numbers by less than this. */
const rounding = 1e-9;

/** Regions that an arm may be behind or ahead at the start: a share that was changed late is not made up for all at once. */
const furthestBehind = 2;

/**
 * Puts the arms into one queue. Contradictions come first. Then the strategy's regions, with those of the other arms slipped in
 * so that each arm has its share of all that was ever asked: where it is behind its share by a whole region, it is its turn. What is
 * not due of the random and the audit arm stays in reserve; disagreements follow when the strategy has nothing more.
 * @param settings shares that add up to less than 1 - `disagreementShare`
 * @param settled over all models, so that shares hold through many short queues
 * @returns the same for the same input; settling the first region leaves the others in their order
 */
export function composeQueue<Region>(
  open: OpenRegions<Region>,
  settings: Pick<ReviewSettings, 'randomShare' | 'auditShare'>,
  settled: SettledCounts,
): Region[] {
  const all = settled.chosen + settled.random + settled.audit + settled.disagreement;
  const slipped = [
    new SlippedArm(open.random, settings.randomShare, { all, own: settled.random }),
    new SlippedArm(open.audit, settings.auditShare, { all, own: settled.audit }),
    new SlippedArm(open.disagreement, disagreementShare, { all, own: settled.disagreement }),
  ];
  const queue = [...open.contradiction];
  const place = (region: Region): void => {
    queue.push(region);
    for (const arm of slipped) arm.grow();
  };
  const placeDue = (): void => {
    for (let arm = mostBehind(slipped); arm; arm = mostBehind(slipped)) place(arm.take());
  };
  for (const region of open.chosen) {
    placeDue();
    place(region);
  }
  placeDue();
  queue.push(...slipped[2]!.rest());
  return queue;
}

/** The arm whose turn it is, the first of equal ones; undefined where none is due. */
function mostBehind<Region>(arms: readonly SlippedArm<Region>[]): SlippedArm<Region> | undefined {
  return arms.filter((arm) => arm.isDue).reduce<SlippedArm<Region> | undefined>((most, arm) => (most && most.behind >= arm.behind - rounding ? most : arm), undefined);
}

/** An arm's regions and how far it is behind its share. */
class SlippedArm<Region> {
  readonly #regions: readonly Region[];
  readonly #share: number;
  #next = 0;
  #behind: number;

  constructor(regions: readonly Region[], share: number, settled: { readonly all: number; readonly own: number }) {
    this.#regions = regions;
    this.#share = share;
    this.#behind = Math.min(furthestBehind, Math.max(-furthestBehind, share * settled.all - settled.own));
  }

  /** Something of the queue was placed. */
  grow(): void {
    this.#behind += this.#share;
  }

  /** In regions. */
  get behind(): number {
    return this.#behind;
  }

  get isDue(): boolean {
    return this.#behind >= 1 - rounding && this.#next < this.#regions.length;
  }

  take(): Region {
    this.#behind -= 1;
    return this.#regions[this.#next++]!;
  }

  rest(): readonly Region[] {
    return this.#regions.slice(this.#next);
  }
}
