import type { Samples } from '../canvas/paintImage.ts';
import { isAbort } from './PixelSource.ts';
import type { PixelSource, Urgency } from './PixelSource.ts';

export interface TileRequest {
  /** Where the tile is fetched from; what it is known by. */
  readonly address: string;
  readonly urgency: Urgency;
  readonly decode: (bytes: ArrayBuffer) => Samples;
}

/** Someone who wants tiles and is told when they come. */
export interface TileOwner {
  arrived(address: string): void;
  failed(address: string, thrown: unknown): void;
}

/** Decoded tiles kept. Each is a tile of 256 x 256 of some plane; a view of 2560 x 1440 needs about 30 MB of them. */
const defaultBudgetBytes = 112 * 2 ** 20;
/** A tile that could not be had is not asked for again before this has passed. */
const retryAfterMs = 5000;

/**
 * Tiles of all images, levels and planes in memory, by their address. Within a budget of bytes: those not looked at for
 * longest are let go first. Owners say anew what they want whenever their view moves; what nobody wants is given up.
 */
export class TileStore {
  readonly #source: PixelSource;
  readonly #budgetBytes: number;
  readonly #tiles = new Map<string, Samples>();
  readonly #failedAt = new Map<string, number>();
  readonly #wishes = new Map<TileOwner, Map<string, { readonly controller: AbortController; readonly urgency: Urgency }>>();
  #byteLength = 0;

  constructor(source: PixelSource, budgetBytes = defaultBudgetBytes) {
    this.#source = source;
    this.#budgetBytes = budgetBytes;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** A tile that is in memory; asking counts as a look at it. */
  peek(address: string): Samples | undefined {
    const tile = this.#tiles.get(address);
    if (tile) {
      this.#tiles.delete(address);
      this.#tiles.set(address, tile);
    }
    return tile;
  }

  has(address: string): boolean {
    return this.#tiles.has(address);
  }

  /** @throws SfumatoError as `PixelSource.get` */
  async load({ address, urgency, decode }: TileRequest, signal?: AbortSignal): Promise<Samples> {
    const known = this.peek(address);
    if (known) return known;
    const fresh = decode(await this.#source.get(address, urgency, signal));
    return this.peek(address) ?? this.#keep(address, fresh);
  }

  /** Replaces what an owner wants: what it wanted before and does not any more is given up. */
  want(owner: TileOwner, requests: readonly TileRequest[]): void {
    const before = this.#wishes.get(owner);
    const now = new Map<string, { readonly controller: AbortController; readonly urgency: Urgency }>();
    for (const request of requests) {
      const { address, urgency } = request;
      if (now.has(address) || this.#tiles.has(address) || this.#hasJustFailed(address)) continue;
      const running = before?.get(address);
      // What was fetched ahead and is now looked at is asked for again, more urgently: it is still one fetch.
      if (running && (running.urgency === urgency || running.urgency === 'urgent')) now.set(address, running);
      else {
        const wish = { controller: new AbortController(), urgency };
        now.set(address, wish);
        this.#fetch(owner, request, wish);
      }
    }
    this.#wishes.set(owner, now);
    if (before) for (const [address, wish] of before) if (now.get(address) !== wish) wish.controller.abort();
    if (now.size === 0) this.#wishes.delete(owner);
  }

  /** What could not be had may be asked for again at once. */
  retry(): void {
    this.#failedAt.clear();
  }

  clear(): void {
    for (const wishes of this.#wishes.values()) for (const { controller } of wishes.values()) controller.abort();
    this.#wishes.clear();
    this.#tiles.clear();
    this.#failedAt.clear();
    this.#byteLength = 0;
  }

  #fetch(owner: TileOwner, request: TileRequest, wish: { readonly controller: AbortController }): void {
    const { address } = request;
    const done = (): boolean => {
      const wishes = this.#wishes.get(owner);
      const isWanted = wishes?.get(address) === wish;
      if (isWanted) wishes?.delete(address);
      if (wishes?.size === 0) this.#wishes.delete(owner);
      return isWanted;
    };
    this.load(request, wish.controller.signal).then(
      () => done() && owner.arrived(address),
      (thrown: unknown) => {
        if (!done() || isAbort(thrown)) return;
        this.#failedAt.set(address, performance.now());
        owner.failed(address, thrown);
      },
    );
  }

  #hasJustFailed(address: string): boolean {
    const at = this.#failedAt.get(address);
    if (at === undefined) return false;
    if (performance.now() - at < retryAfterMs) return true;
    this.#failedAt.delete(address);
    return false;
  }

  #keep(address: string, tile: Samples): Samples {
    this.#tiles.set(address, tile);
    this.#byteLength += tile.byteLength;
    for (const [oldest, { byteLength }] of this.#tiles) {
      if (this.#byteLength <= this.#budgetBytes || oldest === address) break;
      this.#tiles.delete(oldest);
      this.#byteLength -= byteLength;
    }
    return tile;
  }
}
