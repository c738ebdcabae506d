import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import { eachSweptSpan } from './brush.ts';
import type { BrushSweep } from './brush.ts';
import { appendRuns } from './LabelChange.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { paintSpan } from './paint.ts';
import type { LabelPaint } from './paint.ts';
import type { PlaneData, TiledPlane } from './TiledPlane.ts';
import { tileSide } from './labelMap.ts';

/**
 * A brush stroke that paints the labels in place as it goes and gives the whole as one change at its end. It remembers
 * only the tiles it touches as they were, so that a stroke costs the same on a small image as on a huge one.
 */
export class Stroke {
  readonly #planes: LabelPlanes;
  readonly #paint: LabelPaint;
  readonly #columns: number;
  /** The tiles before the stroke, by tile number. */
  readonly #before = new Map<number, { readonly classes: Uint8Array | number; readonly objects: Uint32Array | number }>();

  constructor(planes: LabelPlanes, paint: LabelPaint) {
    this.#planes = planes;
    this.#paint = paint;
    this.#columns = planes.classes.columns;
  }

  /** Paints one sweep of the brush. @returns the box that may have changed, inside the image; empty when the brush missed it */
  sweep(sweep: BrushSweep): PixelBox {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    eachSweptSpan(this.#planes.classes, sweep, (y, x, end) => {
      this.#remember(y, x, end);
      paintSpan(this.#planes, y, x, end, this.#paint);
      left = Math.min(left, x);
      right = Math.max(right, end);
      top = Math.min(top, y);
      bottom = y + 1;
    });
    return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : { x: 0, y: 0, width: 0, height: 0 };
  }

  /** The whole stroke so far. */
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

  #runs<Data extends PlaneData>(plane: TiledPlane<Data>, valuesBefore: (tile: { readonly classes: Uint8Array | number; readonly objects: Uint32Array | number }) => PlaneData | number): Uint32Array {
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
 * What a whole stroke changes: the pure form of `Stroke`.
 * @param planes left as they are
 */
export function strokeChange(planes: LabelPlanes, sweeps: readonly BrushSweep[], paint: LabelPaint): LabelChange {
  const stroke = new Stroke(planes, paint);
  for (const sweep of sweeps) stroke.sweep(sweep);
  const change = stroke.change();
  stroke.takeBack();
  return change;
}
