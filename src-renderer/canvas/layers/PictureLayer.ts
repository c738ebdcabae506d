import Konva from 'konva';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { levelCount } from '../../../src-main/core/pyramid.ts';
import { boxAtLevel, tilesShowing } from '../../pixels/levelTiles.ts';
import type { LevelTile } from '../../pixels/levelTiles.ts';
import { uncoveredStrips } from '../dirtyBox.ts';
import { deviceBox } from '../viewTransform.ts';
import type { Size } from '../viewTransform.ts';
import { levelFor, PlacedView } from './PlacedView.ts';
import type { StageView } from './StageView.ts';
import { TilePictures } from './TilePictures.ts';
import type { PaintPart, TilePicture } from './TilePictures.ts';

export interface PictureLayerOptions {
  /** Draws above the picture, in CSS pixels, at least what lies in a box of the image. */
  readonly finish: (context: CanvasRenderingContext2D, view: StageView, box: PixelBox) => void;
  /** How far `finish` draws beyond the pixels it draws about, in CSS pixels. */
  readonly reach: number;
  /** Told of what is seen whenever other tiles come into view. */
  readonly seen: (level: number, box: PixelBox) => void;
}

/** Milliseconds of a frame that new tiles may be painted in; the rest show coarser ones until the next frame. */
const paintBudgetMs = 7;
/** From this many device pixels an image pixel on, pixels are shown as the squares they are. */
const sharpFromScale = 2;

/**
 * A Konva layer that shows one image with everything that is made of pixels. Only what changed is drawn: a stroke costs
 * what it covers, a move shifts the picture and draws the strips that come into view, and new tiles are painted within
 * each frame's budget while coarser ones stand in for them.
 */
export class PictureLayer {
  readonly layer = new Konva.Layer({ listening: false });
  readonly #options: PictureLayerOptions;
  #image: Size | null = null;
  #levelCount = 1;
  #pictures: TilePictures | null = null;
  #view: StageView | null = null;
  /** What the canvas shows now; null when it has to be drawn anew. */
  #drawn: PlacedView | null = null;
  #style = 0;
  #frameDue = 0;
  #frameCount = 0;
  #isSharp = false;
  #seen = '';

  constructor(options: PictureLayerOptions) {
    this.#options = options;
    // Konva draws by this when it must, for example after a resize.
    this.layer.add(new Konva.Shape({ listening: false, perfectDrawEnabled: false, sceneFunc: () => this.#redrawNow() }));
  }

  /** Starts an image anew. @param paint gives the pixels of a part of a level */
  begin(image: Size, paint: PaintPart): void {
    this.end();
    this.#image = image;
    this.#levelCount = levelCount(image.width, image.height);
    this.#pictures = new TilePictures(image, paint);
  }

  end(): void {
    this.#pictures?.clear();
    this.#pictures = null;
    this.#image = null;
    this.#seen = '';
    this.redraw();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frameDue);
    this.#pictures?.clear();
  }

  look(view: StageView): void {
    this.#view = view;
    const drawn = this.#drawn;
    const placed = new PlacedView(view);
    // A canvas of another size has lost its pixels: waiting for the next frame would show an empty one.
    if (drawn && (drawn.width !== placed.width || drawn.height !== placed.height)) this.#redrawNow();
    else this.#schedule();
  }

  /** Everything looks different from now on: what is seen is painted anew, at once. */
  restyle(): void {
    this.#style++;
    this.#seen = '';
    this.redraw();
  }

  /** Pixels changed. @param box of the whole image, what neighbours' edges need included */
  markChanged(box: PixelBox): void {
    this.#pictures?.markChanged(box);
    this.#schedule();
  }

  /** A tile came that is seen. @param hasEdges whether the pixels beside it may show an edge towards it */
  markArrived(box: PixelBox, level: number, hasEdges: boolean): void {
    this.#pictures?.markArrived(box, level, hasEdges);
    this.#schedule();
  }

  /** What is drawn above the picture changed. */
  redraw(): void {
    this.#drawn = null;
    this.#schedule();
  }

  #redrawNow(): void {
    this.#drawn = null;
    this.#frame();
  }

  #schedule(): void {
    if (this.#frameDue !== 0) return;
    // What is on the canvas is of before: who waits for the picture must not take it for the one that comes.
    this.layer.getNativeCanvasElement().dataset['picture'] = 'due';
    this.#frameDue = requestAnimationFrame(() => this.#frame());
  }

  #frame(): void {
    cancelAnimationFrame(this.#frameDue);
    this.#frameDue = 0;
    const context = this.layer.getNativeCanvasElement().getContext('2d');
    if (!context || !this.#view) return;
    const view = new PlacedView(this.#view);
    const screen = { x: 0, y: 0, width: view.width, height: view.height };
    const box = this.#image && view.imageBox(screen, this.#image);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (!this.#pictures || !this.#image || !box) context.clearRect(0, 0, screen.width, screen.height);
    else {
      const level = levelFor(view.scale, this.#levelCount);
      const tiles = tilesShowing(box, level, this.#image);
      const isNew = this.#tellSeen(level, tiles, box);
      const changed = this.#paintTiles(this.#pictures, tiles, boxAtLevel(box, level));
      this.#bringUpToDate(context, view, tiles, changed);
      this.#isSharp = tiles.every(({ column, row }) => this.#pictures!.get(level, column, row)?.completeness === 'sharp');
      if (isNew) this.#letGo(this.#pictures, level, tiles);
    }
    context.restore();
    this.#drawn = view;
    this.#tellState(box !== null);
  }

  /** Says on the canvas itself how far its picture is, for tests and measurements that look at it from outside. */
  #tellState(isInSight: boolean): void {
    const { dataset } = this.layer.getNativeCanvasElement();
    dataset['frames'] = String(++this.#frameCount);
    dataset['picture'] = !isInSight || !this.#pictures ? 'none' : this.#isSharp ? 'sharp' : 'coarse';
  }

  #tellSeen(level: number, tiles: readonly LevelTile[], box: PixelBox): boolean {
    const places = tiles.map(({ column, row }) => row * 1e6 + column);
    const seen = `${level} ${Math.min(...places)} ${Math.max(...places)}`;
    if (seen === this.#seen) return false;
    this.#seen = seen;
    this.#options.seen(level, box);
    return true;
  }

  /** Paints what changed at once and what is new within the frame's budget. @returns what has to be drawn, of the image */
  #paintTiles(pictures: TilePictures, tiles: readonly LevelTile[], seen: PixelBox): PixelBox[] {
    const changed: PixelBox[] = [];
    const deadline = performance.now() + paintBudgetMs;
    let isLate = false;
    // Something must always stand in: the whole image in one tile.
    const coarsest = pictures.get(this.#levelCount - 1, 0, 0);
    if (!coarsest || coarsest.completeness === 'missing' || coarsest.style !== this.#style) {
      const [tile] = tilesShowing({ x: 0, y: 0, ...this.#image! }, this.#levelCount - 1, this.#image!);
      if (tile && pictures.paint(tile, this.#style).completeness !== 'missing') changed.push(pictures.imageBox(pictures.get(tile.level, 0, 0)!));
    }
    for (const tile of tiles) {
      const picture = pictures.get(tile.level, tile.column, tile.row);
      const isPainted = picture !== undefined && picture.completeness !== 'missing';
      const mustNow = isPainted && (picture.style !== this.#style || picture.dirty !== null);
      const mayWait = !isPainted || picture.isDue;
      if (!mustNow && !mayWait) continue;
      if (!mustNow && picture && !isPainted && !picture.isDue && picture.style === this.#style) continue;
      if (!mustNow && performance.now() > deadline) {
        isLate = true;
        continue;
      }
      const dirty = mustNow && picture.style === this.#style && !picture.isDue ? picture.dirty : null;
      const painted = pictures.paint(tile, this.#style, seen);
      isLate ||= painted.isDue;
      if (painted.completeness !== 'missing') changed.push(dirty ? boxOfImage(dirty, tile.level) : pictures.imageBox(painted));
    }
    if (isLate) this.#schedule();
    return changed;
  }

  /** Draws as little as brings the canvas to what it should show. */
  #bringUpToDate(context: CanvasRenderingContext2D, view: PlacedView, tiles: readonly LevelTile[], changed: readonly PixelBox[]): void {
    const screen = { x: 0, y: 0, width: view.width, height: view.height };
    const before = this.#drawn;
    if (!before?.isMoved(view)) {
      this.#drawPart(context, view, tiles, screen, true);
      return;
    }
    const deltaX = view.left - before.left;
    const deltaY = view.top - before.top;
    const isFar = Math.abs(deltaX) >= view.width / 2 || Math.abs(deltaY) >= view.height / 2;
    const patches = changed.map((box) => deviceBox(box, view.view.transform, view.view.pixelRatio, this.#options.reach));
    const area = patches.reduce((sum, { width, height }) => sum + width * height, 0);
    if (isFar || area > view.width * view.height) {
      this.#drawPart(context, view, tiles, screen, true);
      return;
    }
    if (deltaX !== 0 || deltaY !== 0) {
      context.globalCompositeOperation = 'copy';
      context.drawImage(context.canvas, deltaX, deltaY);
      context.globalCompositeOperation = 'source-over';
    }
    for (const part of [...uncoveredStrips(view.width, view.height, deltaX, deltaY), ...patches]) this.#drawPart(context, view, tiles, part, false);
  }

  #drawPart(context: CanvasRenderingContext2D, view: PlacedView, tiles: readonly LevelTile[], part: PixelBox, isWhole: boolean): void {
    context.save();
    if (!isWhole) {
      context.beginPath();
      context.rect(part.x, part.y, part.width, part.height);
      context.clip();
    }
    context.clearRect(part.x, part.y, part.width, part.height);
    for (const tile of tiles) this.#drawTile(context, view, tile, part);
    const { pixelRatio } = view.view;
    context.scale(pixelRatio, pixelRatio);
    const margin = Math.ceil(2 * this.#options.reach * pixelRatio);
    const around = { x: part.x - margin, y: part.y - margin, width: part.width + 2 * margin, height: part.height + 2 * margin };
    const box = view.imageBox(around, this.#image!);
    if (box) this.#options.finish(context, view.view, box);
    context.restore();
  }

  #drawTile(context: CanvasRenderingContext2D, view: PlacedView, tile: LevelTile, part: PixelBox): void {
    const pictures = this.#pictures!;
    const box = pictures.imageBox({ tile } as TilePicture);
    const place = view.place(box);
    if (place.x >= part.x + part.width || place.y >= part.y + part.height || place.x + place.width <= part.x || place.y + place.height <= part.y) return;
    const picture = pictures.get(tile.level, tile.column, tile.row);
    if (picture && picture.completeness !== 'missing') {
      drawPicture(context, view, picture, box, place);
      return;
    }
    for (let level = tile.level + 1, shift = 1; level < this.#levelCount; level++, shift++) {
      const coarser = pictures.get(level, tile.column >> shift, tile.row >> shift);
      if (!coarser || coarser.completeness === 'missing') continue;
      drawPicture(context, view, coarser, box, place);
      break;
    }
    // Coming from closer by, finer tiles are there: they look better than coarser ones.
    if (tile.level === 0) return;
    for (const at of [0, 1, 2, 3]) {
      const finer = pictures.get(tile.level - 1, tile.column * 2 + (at & 1), tile.row * 2 + (at >> 1));
      if (!finer || finer.completeness !== 'sharp' || finer.style !== this.#style) continue;
      const finerBox = pictures.imageBox(finer);
      drawPicture(context, view, finer, finerBox, view.place(finerBox));
    }
  }

  #letGo(pictures: TilePictures, level: number, tiles: readonly LevelTile[]): void {
    const shown = new Set(tiles.map(({ column, row }) => `${column}/${row}`));
    const isShown = ({ tile }: TilePicture): boolean =>
      tile.level === this.#levelCount - 1 || (tile.level === level && shown.has(`${tile.column}/${tile.row}`));
    pictures.letGo(isShown, tiles.length + 1);
  }
}

/** Draws the part of a picture that shows a box of the image. */
function drawPicture(context: CanvasRenderingContext2D, view: PlacedView, { tile, context: { canvas } }: TilePicture, box: PixelBox, place: PixelBox): void {
  const side = 2 ** tile.level;
  const scale = view.scale * side;
  // Coarser pictures that stand in are never shown as squares: these would look like the image's own pixels.
  context.imageSmoothingEnabled = (view.scale < sharpFromScale || tile.level > 0) && scale !== 1;
  context.imageSmoothingQuality = scale < 0.5 ? 'medium' : 'low';
  const left = box.x / side - tile.box.x;
  const top = box.y / side - tile.box.y;
  context.drawImage(canvas, left, top, box.width / side, box.height / side, place.x, place.y, place.width, place.height);
}

/** A box of a level in the whole image's pixels; it may reach beyond the image's edge. */
function boxOfImage(box: PixelBox, level: number): PixelBox {
  const side = 2 ** level;
  return { x: box.x * side, y: box.y * side, width: box.width * side, height: box.height * side };
}
