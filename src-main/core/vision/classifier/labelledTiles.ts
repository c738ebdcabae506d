import type { ImagePoint } from '../../geometry.ts';
import { tileSide, unlabelled } from '../../labels/labelMap.ts';
import type { TiledPlane } from '../../labels/TiledPlane.ts';

export interface TilePlace {
  readonly column: number;
  readonly row: number;
}

/** Tiles that a live classifier looks at for labels; each costs a moment when its features are first computed. */
export const usualTrainingTiles = 9;

/** The tiles with labels nearest to a place, nearest first, in reading order where equally near. */
export function labelledTiles(classes: TiledPlane<Uint8Array>, near: ImagePoint, limit = usualTrainingTiles): TilePlace[] {
  const found: (TilePlace & { readonly distance: number })[] = [];
  for (let row = 0; row < classes.rows; row++) {
    for (let column = 0; column < classes.columns; column++) {
      const tile = classes.tile(column, row);
      if (typeof tile === 'number' ? tile === unlabelled : tile.every((value) => value === unlabelled)) continue;
      const distance = (column - Math.floor(near.x / tileSide)) ** 2 + (row - Math.floor(near.y / tileSide)) ** 2;
      found.push({ column, row, distance });
    }
  }
  found.sort((first, second) => first.distance - second.distance);
  return found.slice(0, limit).map(({ column, row }) => ({ column, row }));
}
