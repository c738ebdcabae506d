import { lossMapStride } from '../../../models/heads/learningLoss/arch.ts';
import type { PixelBox } from '../../core/geometry.ts';
import type { BlendPart } from './blendSteps.ts';
import { blendingShares } from './blendingShares.ts';
import type { BlendingShares } from './blendingShares.ts';

/** The blend of a tile so far; of a finished one the shares of all that was added sum to one. */
export interface BlendedTile {
  /** Of each member, [pixels * classes]. */
  readonly probabilities: readonly Float32Array[];
  /** [ceil(height / 4) * ceil(width / 4)], nats. */
  readonly learnedLoss: Float32Array;
  /** [pixels], some 0 … 1; null where no member says distances. */
  readonly distances: Float32Array | null;
  /** [pixels], 0 … 1; null where no member says it. */
  readonly confidence: Float32Array | null;
}

/** Maps with a value a pixel that some members give beside their probabilities. */
export type PixelMap = 'distances' | 'confidence';

export interface BlenderShape {
  /** In pixels, a multiple of 8: half a window is whole squares of the loss map. */
  readonly windowSide: number;
  readonly memberCount: number;
  readonly classCount: number;
  /** Whether members say how far inside an object each pixel lies; left out: they do not. */
  readonly hasDistances?: boolean | undefined;
  /** Whether they foresee the probability of the true class; left out: they do not. */
  readonly hasConfidence?: boolean | undefined;
}

/**
 * Sums what overlapping windows say of each tile, every member for itself: statistics that are taken of members blended
 * alike keep what holds between them (the mean's entropy is never below the mean of entropies).
 */
export class WindowBlender {
  readonly #shape: BlenderShape;
  readonly #pixelShares: BlendingShares;
  readonly #squareShares: BlendingShares;
  readonly #tiles = new Map<string, BlendedTile>();
  #heldFloats = 0;

  constructor(shape: BlenderShape) {
    this.#shape = shape;
    this.#pixelShares = blendingShares(shape.windowSide);
    this.#squareShares = blendingShares(shape.windowSide / lossMapStride);
  }

  /** Values of the tiles begun and not taken yet. */
  get heldFloats(): number {
    return this.#heldFloats;
  }

  /** @param probabilities of the whole window, [side * side * classes]; not kept */
  addProbabilities({ tile, x, y, rows, columns }: BlendPart, member: number, probabilities: Float32Array): void {
    const { windowSide, classCount } = this.#shape;
    addShared(this.#tile(tile).probabilities[member]!, probabilities, {
      box: { x, y, width: tile.width, height: tile.height },
      side: windowSide,
      depth: classCount,
      rowShares: this.#pixelShares[rows],
      columnShares: this.#pixelShares[columns],
    });
  }

  /** @param losses of the whole window, mean over the members, [side / 4 * side / 4] in nats; not kept */
  addLosses({ tile, x, y, rows, columns }: BlendPart, losses: Float32Array): void {
    addShared(this.#tile(tile).learnedLoss, losses, {
      box: { x: x / lossMapStride, y: y / lossMapStride, width: squaresOf(tile.width), height: squaresOf(tile.height) },
      side: this.#shape.windowSide / lossMapStride,
      depth: 1,
      rowShares: this.#squareShares[rows],
      columnShares: this.#squareShares[columns],
    });
  }

  /** @param values of the whole window, mean over the members, [side * side]; not kept */
  addPixels(map: PixelMap, { tile, x, y, rows, columns }: BlendPart, values: Float32Array): void {
    const sums = this.#tile(tile)[map];
    if (!sums) return;
    const box = { x, y, width: tile.width, height: tile.height };
    addShared(sums, values, { box, side: this.#shape.windowSide, depth: 1, rowShares: this.#pixelShares[rows], columnShares: this.#pixelShares[columns] });
  }

  /** Hands a finished tile over. @throws Error when no window has added to it: the steps would be wrong */
  take(tile: PixelBox): BlendedTile {
    const blended = this.#tiles.get(keyOf(tile));
    if (!blended) throw new Error(`blended tile at ${keyOf(tile)}: wanted one that was added to, got none`);
    this.#tiles.delete(keyOf(tile));
    this.#heldFloats -= floatsOf(blended);
    return blended;
  }

  #tile(box: PixelBox): BlendedTile {
    const known = this.#tiles.get(keyOf(box));
    if (known) return known;
    const { memberCount, classCount, hasDistances = false, hasConfidence = false } = this.#shape;
    const begun = {
      probabilities: Array.from({ length: memberCount }, () => new Float32Array(box.width * box.height * classCount)),
      learnedLoss: new Float32Array(squaresOf(box.width) * squaresOf(box.height)),
      distances: hasDistances ? new Float32Array(box.width * box.height) : null,
      confidence: hasConfidence ? new Float32Array(box.width * box.height) : null,
    };
    this.#tiles.set(keyOf(box), begun);
    this.#heldFloats += floatsOf(begun);
    return begun;
  }
}

/** Most values that a tile takes. */
export function tileFloats({ windowSide, memberCount, classCount, hasDistances = false, hasConfidence = false }: BlenderShape): number {
  const side = windowSide / 2;
  return side * side * (memberCount * classCount + Number(hasDistances) + Number(hasConfidence)) + (side / lossMapStride) ** 2;
}

interface SharedBox {
  /** Of the window; its size is the tile's. */
  readonly box: PixelBox;
  readonly side: number;
  readonly depth: number;
  readonly rowShares: Float64Array;
  readonly columnShares: Float64Array;
}

/** Adds a box of a window's map [side, side, depth] to a tile's, times the shares of its rows and columns. */
function addShared(sums: Float32Array, map: Float32Array, { box, side, depth, rowShares, columnShares }: SharedBox): void {
  let to = 0;
  for (let row = 0; row < box.height; row++) {
    let from = ((box.y + row) * side + box.x) * depth;
    for (let column = 0; column < box.width; column++) {
      const share = rowShares[row]! * columnShares[column]!;
      for (const end = to + depth; to < end; to++, from++) sums[to]! += share * map[from]!;
    }
  }
}

function squaresOf(pixels: number): number {
  return Math.ceil(pixels / lossMapStride);
}

function keyOf({ x, y }: PixelBox): string {
  return `${x},${y}`;
}

function floatsOf({ probabilities, learnedLoss, distances, confidence }: BlendedTile): number {
  return probabilities.reduce((sum, { length }) => sum + length, learnedLoss.length + (distances?.length ?? 0) + (confidence?.length ?? 0));
}
