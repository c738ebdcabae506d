import type { PixelBox } from '../../core/geometry.ts';
import type { Share } from './blendingShares.ts';

/** What a window adds to one tile: a square of half a window's side, cut at the image's edge. */
export interface BlendPart {
  readonly tile: PixelBox;
  /** Where the tile's top left corner lies in the window, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly columns: Share;
  readonly rows: Share;
}

/** One window among overlapping ones. */
export interface BlendStep {
  /** Always of the window's side; may reach past the right and bottom edge, where the image is mirrored. */
  readonly input: PixelBox;
  readonly parts: readonly BlendPart[];
  /** Tiles that no later window adds to. All steps' tiles tile the image, each once. */
  readonly finished: readonly PixelBox[];
}

export interface BlendSettings {
  /** In pixels; half of it must still be a multiple of the network's. */
  readonly windowSide: number;
  /** Tiles of a strip, at least 1. What is held grows with it; windows at a strip's left edge are predicted twice. */
  readonly stripTiles: number;
}

/** One axis: tile t is covered by windows t - 1 and t, as far as there are any. */
interface Axis {
  readonly side: number;
  readonly half: number;
  readonly tiles: number;
  readonly windows: number;
}

/**
 * Windows that overlap by half, strip by strip; in a strip row by row, left to right, and its tiles finish in that order
 * too. The stride never varies. Were the last window pushed back inside the image instead of past its edge, it could all
 * but coincide with the one before, and a quarter of its weight would set in at once.
 */
export function* blendSteps(width: number, height: number, { windowSide, stripTiles }: BlendSettings): Generator<BlendStep, undefined> {
  const rows = axisOf(height, windowSide);
  const columns = axisOf(width, windowSide);
  for (let first = 0; first < columns.tiles; first += stripTiles) {
    const end = Math.min(columns.tiles, first + stripTiles);
    const windowsEnd = Math.min(columns.windows, end);
    for (let row = 0; row < rows.windows; row++) {
      for (let column = Math.max(0, first - 1); column < windowsEnd; column++) {
        const partColumns = covered(column, first, end);
        const finished = tilesOf(rows, row, columns, column === columns.windows - 1 ? partColumns : covered(column, first, Math.min(end, column + 1)));
        if (row === rows.windows - 1 && column === windowsEnd - 1 && row + 1 < rows.tiles) {
          finished.push(...tilesOf(rows, row + 1, columns, Array.from({ length: end - first }, (_none, at) => first + at)));
        }
        yield {
          input: { x: column * columns.half, y: row * rows.half, width: windowSide, height: windowSide },
          parts: covered(row, 0, rows.tiles).flatMap((tileRow) =>
            partColumns.map((tileColumn) => ({
              tile: tileBox(rows, tileRow, columns, tileColumn),
              x: (tileColumn - column) * columns.half,
              y: (tileRow - row) * rows.half,
              columns: shareOf(columns, column, tileColumn),
              rows: shareOf(rows, row, tileRow),
            })),
          ),
          finished,
        };
      }
    }
  }
}

function axisOf(side: number, windowSide: number): Axis {
  const half = windowSide / 2;
  const tiles = Math.ceil(side / half);
  return { side, half, tiles, windows: Math.max(1, tiles - 1) };
}

/** @returns the two tiles of a window, as far as they are among first … end - 1 */
function covered(window: number, first: number, end: number): number[] {
  return [window, window + 1].filter((tile) => tile >= first && tile < end);
}

function shareOf({ windows }: Axis, window: number, tile: number): Share {
  const other = tile === window ? window - 1 : window + 1;
  if (other < 0 || other >= windows) return 'whole';
  return tile === window ? 'rising' : 'falling';
}

function tilesOf(rows: Axis, row: number, columns: Axis, tileColumns: readonly number[]): PixelBox[] {
  return tileColumns.map((column) => tileBox(rows, row, columns, column));
}

function tileBox(rows: Axis, row: number, columns: Axis, column: number): PixelBox {
  const x = column * columns.half;
  const y = row * rows.half;
  return { x, y, width: Math.min(columns.half, columns.side - x), height: Math.min(rows.half, rows.side - y) };
}
