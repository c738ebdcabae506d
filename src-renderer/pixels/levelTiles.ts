import type { PixelBox } from '../../src-main/core/geometry.ts';
import { levelSize } from '../../src-main/core/pyramid.ts';
import type { Size } from '../canvas/viewTransform.ts';
import { tilesOfBox } from './tileGrid.ts';
import type { Tile } from './tileGrid.ts';

/** A tile and the level it lies at; its box is in the level's pixels. */
export interface LevelTile extends Tile {
  readonly level: number;
}

/** The pixels of a level that a box of the whole image touches. */
export function boxAtLevel(box: PixelBox, level: number): PixelBox {
  const side = 2 ** level;
  const x = Math.floor(box.x / side);
  const y = Math.floor(box.y / side);
  return { x, y, width: Math.ceil((box.x + box.width) / side) - x, height: Math.ceil((box.y + box.height) / side) - y };
}

/** The tiles of a level that show a box of the whole image, those nearest its middle first. */
export function tilesShowing(box: PixelBox, level: number, image: Size): LevelTile[] {
  const size = levelSize(image, level);
  const part = boxAtLevel(box, level);
  const middleX = part.x + part.width / 2;
  const middleY = part.y + part.height / 2;
  const distance = ({ box: tile }: Tile): number => Math.hypot(tile.x + tile.width / 2 - middleX, tile.y + tile.height / 2 - middleY);
  return tilesOfBox(size.width, size.height, part)
    .map((tile) => ({ ...tile, level }))
    .sort((first, second) => distance(first) - distance(second));
}
