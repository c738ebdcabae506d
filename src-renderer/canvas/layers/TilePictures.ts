import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { tileSide } from '../../../src-main/core/labels/labelMap.ts';
import type { Completeness } from '../../pixels/gatherPlane.ts';
import { boxAtLevel } from '../../pixels/levelTiles.ts';
import type { LevelTile } from '../../pixels/levelTiles.ts';
import { joinBoxes, overlap } from '../dirtyBox.ts';
import type { TileMemory } from '../TilePainter.ts';
import type { Size } from '../viewTransform.ts';

/** One tile of a level, painted. */
export interface TilePicture {
  readonly tile: LevelTile;
  readonly context: CanvasRenderingContext2D;
  /** What lies over the tile, as the painter left it; null when it has changed since. */
  memory: TileMemory | null;
  completeness: Completeness;
  /** The look it was painted with. */
  style: number;
  /** Part of the tile whose pixels changed since, in the level's pixels: to be painted before the next frame. */
  dirty: PixelBox | null;
  /** Better pixels have come for it: to be painted soon. */
  isDue: boolean;
}

/** Paints a box of a level's pixels, inside the picture's tile. */
export type PaintPart = (level: number, box: PixelBox, target: Uint32Array, picture: TilePicture) => Completeness;

/** Pictures kept beside those on the screen, so that going back and forth is quick. 256 KiB each. */
const keptBeside = 32;

/** The painted tiles of one image, as canvases of a tile's own size. */
export class TilePictures {
  readonly #image: Size;
  readonly #paint: PaintPart;
  readonly #pictures = new Map<string, TilePicture>();
  readonly #part = new ImageData(tileSide, tileSide);
  readonly #numbers = new Uint32Array(this.#part.data.buffer);

  constructor(image: Size, paint: PaintPart) {
    this.#image = image;
    this.#paint = paint;
  }

  get(level: number, column: number, row: number): TilePicture | undefined {
    return this.#pictures.get(key(level, column, row));
  }

  values(): IterableIterator<TilePicture> {
    return this.#pictures.values();
  }

  /**
   * Paints a tile that has no picture, or whose look is an older one, or for which better pixels came, whole; else only
   * what changed.
   * @param seen part of the level that can be seen: of a picture with an older look this is painted first, the rest when
   *   the tile is painted again
   */
  paint(tile: LevelTile, style: number, seen: PixelBox | null = null): TilePicture {
    const name = key(tile.level, tile.column, tile.row);
    let picture = this.#pictures.get(name);
    if (!picture) {
      const canvas = document.createElement('canvas');
      canvas.width = tile.box.width;
      canvas.height = tile.box.height;
      picture = { tile, context: canvas.getContext('2d')!, memory: null, completeness: 'missing', style: -1, dirty: null, isDue: false };
    }
    this.#pictures.delete(name);
    this.#pictures.set(name, picture);
    const isStale = picture.style !== style;
    const box = paintedBox(picture, isStale, seen);
    const isWhole = box.width === tile.box.width && box.height === tile.box.height;
    const completeness = this.#write(picture, box);
    // A part that is sharp says nothing about the rest, one that is not says enough.
    if (isWhole || isStale || completeness !== 'sharp') picture.completeness = completeness;
    picture.style = style;
    picture.dirty = null;
    picture.isDue = isStale && !isWhole;
    return picture;
  }

  /** Notes that pixels changed. @param box of the whole image, what neighbours' edges need included */
  markChanged(box: PixelBox): void {
    for (const picture of this.#pictures.values()) {
      const part = overlap(boxAtLevel(box, picture.tile.level), picture.tile.box);
      if (!part) continue;
      picture.dirty = joinBoxes(picture.dirty, part);
      picture.memory = null;
    }
  }

  /**
   * Notes that a tile came.
   * @param box of the whole image that it covers
   * @param hasEdges whether the pixels beside it may show an edge towards it
   */
  markArrived(box: PixelBox, level: number, hasEdges: boolean): void {
    for (const picture of this.#pictures.values()) {
      const { tile } = picture;
      if (level < tile.level) continue;
      const covered = boxAtLevel(box, tile.level);
      if (overlap(covered, tile.box)) {
        // As sharp as can be, it needs nothing more.
        if (picture.completeness === 'sharp') continue;
        picture.isDue = true;
      } else {
        const { x, y, width, height } = covered;
        const rim = hasEdges && level === tile.level ? overlap({ x: x - 1, y: y - 1, width: width + 2, height: height + 2 }, tile.box) : null;
        if (!rim) continue;
        picture.dirty = joinBoxes(picture.dirty, rim);
      }
      picture.memory = null;
    }
  }

  /** Lets go of the pictures not drawn for longest, but for those that are on the screen now. */
  letGo(isShown: (picture: TilePicture) => boolean, shownCount: number): void {
    let spare = this.#pictures.size - shownCount - keptBeside;
    for (const [name, picture] of this.#pictures) {
      if (spare <= 0) return;
      if (isShown(picture)) continue;
      this.#forget(name, picture);
      spare--;
    }
  }

  clear(): void {
    for (const [name, picture] of this.#pictures) this.#forget(name, picture);
  }

  /** A box of the whole image that a picture covers. */
  imageBox({ tile }: TilePicture): PixelBox {
    const side = 2 ** tile.level;
    const x = tile.box.x * side;
    const y = tile.box.y * side;
    return { x, y, width: Math.min(tile.box.width * side, this.#image.width - x), height: Math.min(tile.box.height * side, this.#image.height - y) };
  }

  #write(picture: TilePicture, box: PixelBox): Completeness {
    const { context, tile } = picture;
    const target = this.#numbers.subarray(0, box.width * box.height);
    const completeness = this.#paint(tile.level, box, target, picture);
    if (completeness === 'missing') return completeness;
    if (box.width === tileSide) context.putImageData(this.#part, 0, box.y - tile.box.y, 0, 0, box.width, box.height);
    else {
      // A picture's rows follow one another: a narrower box needs one of its own width.
      const part = new ImageData(new Uint8ClampedArray(target.buffer, 0, target.length * 4), box.width, box.height);
      context.putImageData(part, box.x - tile.box.x, box.y - tile.box.y);
    }
    return completeness;
  }

  #forget(name: string, { context }: TilePicture): void {
    this.#pictures.delete(name);
    // Gives its memory back at once instead of at the next collection.
    context.canvas.width = 0;
    context.canvas.height = 0;
  }
}

/** What of a picture has to be painted now. */
function paintedBox({ tile, dirty, isDue, completeness }: TilePicture, isStale: boolean, seen: PixelBox | null): PixelBox {
  if (completeness !== 'missing' && isStale) return (seen && overlap(seen, tile.box)) ?? tile.box;
  return completeness === 'missing' || isDue || !dirty ? tile.box : dirty;
}

/** Key of the tile around which a level's tiles are counted. */
function key(level: number, column: number, row: number): string {
  return `${level}/${column}/${row}`;
}
