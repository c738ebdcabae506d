import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import { appendRuns } from './LabelChange.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { paintSpan } from './paint.ts';
import type { LabelPaint } from './paint.ts';
import { eachSpan } from './spans.ts';
import type { Spans } from './spans.ts';
import type { PlaneData, TiledPlane } from './TiledPlane.ts';
import { tileSide } from './labelMap.ts';

interface TileBefore {
  readonly classes: Uint8Array | number;
  readonly objects: Uint32Array | number;
}

/**
 * Paints labels in place and gives all that was painted as one change at the end. It remembers only the tiles it touches as
 * they were, so that an edit costs the same on a small image as on a huge one.
 */
export class PlaneEdit {
  readonly #planes: LabelPlanes;
  readonly #columns: number;
  /** The tiles before the edit, by tile number. */
  readonly #before = new Map<number, TileBefore>();

  constructor(planes: LabelPlanes) {
    this.#planes = planes;
    this.#columns = planes.classes.columns;
  }

  /** Paints the pixels x … end - 1 of a row, all of them inside the image. */
  paint(y: number, x: number, end: number, paint: LabelPaint): void {
    this.#remember(y, x, end);
    paintSpan(this.#planes, y, x, end, paint);
  }

  paintSpans(spans: Spans, paint: LabelPaint): void {
    eachSpan(spans, (y, x, end) => this.paint(y, x, end, paint));
  }

  /** All that was painted so far. */
  change(): LabelChange {
    const objects = this.#runs(this.#planes.objects, (tile) => tile.objects);
    const { width, height } = this.#planes.classes;
    return {
      classes: { width, height, runs: this.#runs(this.#planes.classes, (tile) => tile.classes) },
      objects: objects.length > 0 ? { width, height, runs: objects } : null,
    };
  }

  /** Puts the labels back as they were. @returns the box of the tiles put back; empty when there are none */
  takeBack(): PixelBox {
    const { classes, objects } = this.#planes;
    let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
    for (const [tile, before] of this.#before) {
      const column = tile % this.#columns;
      const row = Math.floor(tile / this.#columns);
      classes.setTile(column, row, before.classes);
      objects.setTile(column, row, before.objects);
      left = Math.min(left, column * tileSide);
      top = Math.min(top, row * tileSide);
      right = Math.max(right, (column + 1) * tileSide);
      bottom = Math.max(bottom, (row + 1) * tileSide);
    }
    this.#before.clear();
    return right > 0 ? clipBox({ x: left, y: top, width: right - left, height: bottom - top }, classes.width, classes.height) : { x: 0, y: 0, width: 0, height: 0 };
  }

  #remember(y: number, x: number, end: number): void {
    const row = Math.floor(y / tileSide);
    for (let column = Math.floor(x / tileSide); column * tileSide < end; column++) {
      const tile = row * this.#columns + column;
      if (this.#before.has(tile)) continue;
      this.#before.set(tile, { classes: this.#planes.classes.copyTile(column, row), objects: this.#planes.objects.copyTile(column, row) });
    }
  }

  #runs<Data extends PlaneData>(plane: TiledPlane<Data>, valuesBefore: (tile: TileBefore) => PlaneData | number): Uint32Array {
    const runs: number[] = [];
    const tileRows = new Map<number, number[]>();
    for (const tile of [...this.#before.keys()].sort((first, second) => first - second)) {
      const row = Math.floor(tile / this.#columns);
      const column = tile % this.#columns;
      // A tile that is one value before and after, and the same, has no runs.
      if (plane.tile(column, row) === valuesBefore(this.#before.get(tile)!)) continue;
      tileRows.set(row, [...(tileRows.get(row) ?? []), column]);
    }
    for (const [row, columns] of tileRows) {
      const tiles = columns.map((column) => {
        const box = plane.tileBox(column, row);
        return { box, before: dense(valuesBefore(this.#before.get(row * this.#columns + column)!), box), after: plane.readBox(box) };
      });
      const height = tiles[0]!.box.height;
      for (let line = 0; line < height; line++) {
        for (const { box, before, after } of tiles) {
          const at = line * box.width;
          appendRuns(runs, { start: (box.y + line) * plane.width + box.x, length: box.width, before, beforeAt: at, after, afterAt: at });
        }
      }
    }
    return Uint32Array.from(runs);
  }
}

function dense(tile: PlaneData | number, box: PixelBox): PlaneData {
  return typeof tile === 'number' ? new Uint32Array(box.width * box.height).fill(tile) : tile;
}

/**
 * What an edit would change: its pure form.
 * @param planes as they were when this returns
 */
export function editChange(planes: LabelPlanes, paint: (edit: PlaneEdit) => void): LabelChange {
  const edit = new PlaneEdit(planes);
  try {
    paint(edit);
    return edit.change();
  } finally {
    edit.takeBack();
  }
}
