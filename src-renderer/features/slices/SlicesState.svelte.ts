import type { ImageRecord } from '../../../src-main/core/records.ts';
import { isNumberWithin, readStored, writeStored } from '../../app/stored.ts';
import type { ReviewState } from '../review/ReviewState.svelte.ts';
import type { ImagesState } from '../images/ImagesState.svelte.ts';

export const framesPerSecondLimits = { smallest: 1, largest: 30 } as const;
/** Slices loaded ahead in the direction gone, and behind. */
const ahead = 4;
const behind = 1;

/** The stack that the present image is a slice of, and going through it. */
export class SlicesState {
  framesPerSecond = $state(
    readStored('cineRate', isNumberWithin(framesPerSecondLimits.smallest, framesPerSecondLimits.largest), 8),
  );
  loops = $state(readStored('cineLoops', (value) => typeof value === 'boolean', true));
  playing = $state(false);
  readonly #images: ImagesState;
  readonly #review: ReviewState;
  /** In the order of the stack; empty when the present image is in none. */
  readonly all: readonly ImageRecord[];
  readonly position: number;

  constructor(images: ImagesState, review: ReviewState) {
    this.#images = images;
    this.#review = review;
    this.all = $derived.by(() => {
      const id = images.currentRecord?.stack?.id;
      if (id === undefined) return [];
      return images.all.filter(({ stack }) => stack?.id === id).sort((first, second) => first.stack!.index - second.stack!.index);
    });
    this.position = $derived(this.all.findIndex(({ id }) => id === images.current?.record.id));
  }

  /** Whether there is more than one slice to go through. */
  get isStack(): boolean {
    return this.all.length > 1;
  }

  /** Slices that carry labels, and those with open regions, as positions in the stack. */
  get marks(): { readonly labelled: readonly number[]; readonly doubtful: readonly number[] } {
    const open = new Set(this.#review.regions.filter(({ state }) => state === 'open').map(({ imageId }) => imageId));
    const positions = (isMeant: (slice: ImageRecord) => boolean): number[] => this.all.flatMap((slice, at) => (isMeant(slice) ? [at] : []));
    return { labelled: positions(({ labelledFraction }) => labelledFraction > 0), doubtful: positions(({ id }) => open.has(id)) };
  }

  step(by: number): void {
    this.goTo(this.position + by);
  }

  /** Shows a slice where the last one was: view and look stay. */
  goTo(position: number): void {
    const from = this.position;
    const to = Math.min(Math.max(Math.round(position), 0), this.all.length - 1);
    const slice = this.all[to];
    if (!slice || to === from) return;
    if (this.#review.current && this.#review.current.imageId !== slice.id) this.#review.leave();
    this.#images.show(slice.id);
    const direction = to > from ? 1 : -1;
    for (let next = -behind; next <= ahead; next++) {
      const neighbour = this.all[to + next * direction];
      if (neighbour && next !== 0) this.#images.load(neighbour.id, 'later');
    }
  }

  /** The next frame of the cine. @returns whether it goes on */
  nextFrame(): boolean {
    const isLast = this.position >= this.all.length - 1;
    if (isLast && !this.loops) return (this.playing = false);
    this.goTo(isLast ? 0 : this.position + 1);
    return true;
  }

  togglePlay(): void {
    this.playing = !this.playing && this.isStack;
    if (this.playing && !this.loops && this.position === this.all.length - 1) this.goTo(0);
  }

  setRate(framesPerSecond: number): void {
    this.framesPerSecond = framesPerSecond;
    writeStored('cineRate', framesPerSecond);
  }

  setLoops(loops: boolean): void {
    this.loops = loops;
    writeStored('cineLoops', loops);
  }
}
