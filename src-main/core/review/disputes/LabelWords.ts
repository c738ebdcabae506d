import { unlabelled } from '../../labels/labelMap.ts';
import type { ImageSize } from '../../labels/labelTiles.ts';
import type { MaskDiff } from '../../labels/maskDiff.ts';
import { forEachInside } from '../growRegion.ts';
import type { RegionMask } from '../growRegion.ts';

/** One event in force of an image's journal, as far as it says something of the image's classes. */
export interface LabelWord {
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Null for labels out of a file: whose word they are is not known. */
  readonly who: string | null;
  readonly changes: MaskDiff | null;
  /** Pixels of a dispute that this event settled: from then on what they are labelled as is the only word on them. */
  readonly settles: RegionMask | null;
}

/** What was last said of a pixel, and by whom. */
export interface PixelWord {
  readonly word: LabelWord;
  readonly classIndex: number;
}

/**
 * Who last said what of each pixel of an image, and what was said before that by another: the fold of the image's events in force.
 * Ten bytes a pixel.
 */
export class LabelWords {
  readonly #size: ImageSize;
  readonly #words: LabelWord[] = [];
  /** Places in the list of words + 1; 0 where nobody has said anything. */
  readonly #latest: Int32Array;
  readonly #latestClass: Uint8Array;
  /** By another than the latest. */
  readonly #earlier: Int32Array;
  readonly #earlierClass: Uint8Array;

  /** @param words oldest first */
  constructor(size: ImageSize, words: Iterable<LabelWord>) {
    const pixels = size.width * size.height;
    this.#size = size;
    this.#latest = new Int32Array(pixels);
    this.#latestClass = new Uint8Array(pixels).fill(unlabelled);
    this.#earlier = new Int32Array(pixels);
    this.#earlierClass = new Uint8Array(pixels).fill(unlabelled);
    for (const word of words) this.#hear(word);
  }

  latest(pixel: number): PixelWord | null {
    return this.#said(this.#latest[pixel]!, this.#latestClass[pixel]!);
  }

  /** What another than the latest had said before; null where nobody had, or the matter was settled since. */
  earlier(pixel: number): PixelWord | null {
    return this.#said(this.#earlier[pixel]!, this.#earlierClass[pixel]!);
  }

  /** Whether two people have said different things of a pixel and nobody has settled which holds. */
  isContradicted(pixel: number): boolean {
    const earlier = this.#earlier[pixel]!;
    if (earlier === 0 || this.#earlierClass[pixel] === this.#latestClass[pixel]) return false;
    return this.#words[earlier - 1]!.who !== null && this.#words[this.#latest[pixel]! - 1]!.who !== null;
  }

  #said(place: number, classIndex: number): PixelWord | null {
    return place === 0 ? null : { word: this.#words[place - 1]!, classIndex };
  }

  #hear(word: LabelWord): void {
    this.#words.push(word);
    const place = this.#words.length;
    const runs = word.changes?.runs ?? [];
    for (let at = 0; at < runs.length; at += 4) {
      const end = runs[at]! + runs[at + 1]!;
      for (let pixel = runs[at]!; pixel < end; pixel++) this.#say(pixel, place, runs[at + 3]!);
    }
    if (word.settles) forEachInside(word.settles, this.#size.width, (pixel) => this.#settle(pixel, place));
  }

  #say(pixel: number, place: number, classIndex: number): void {
    const before = this.#latest[pixel]!;
    const isOwn = before > 0 && this.#words[before - 1]!.who === this.#words[place - 1]!.who;
    if (classIndex === unlabelled) {
      // Who erases takes the own word back; another's stands, as nothing else is said in its place.
      if (isOwn) this.#restoreEarlier(pixel);
      return;
    }
    if (before > 0 && !isOwn) {
      this.#earlier[pixel] = before;
      this.#earlierClass[pixel] = this.#latestClass[pixel]!;
    }
    this.#latest[pixel] = place;
    this.#latestClass[pixel] = classIndex;
  }

  #restoreEarlier(pixel: number): void {
    this.#latest[pixel] = this.#earlier[pixel]!;
    this.#latestClass[pixel] = this.#earlierClass[pixel]!;
    this.#earlier[pixel] = 0;
    this.#earlierClass[pixel] = unlabelled;
  }

  #settle(pixel: number, place: number): void {
    if (this.#latest[pixel] === 0) return;
    this.#latest[pixel] = place;
    this.#earlier[pixel] = 0;
    this.#earlierClass[pixel] = unlabelled;
  }
}
