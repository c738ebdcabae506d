import type { PixelBox } from '../geometry.ts';
import { unlabelled } from '../labels/labelMap.ts';

/** Positions tried, in pixels apart. */
const stride = 64;

/**
 * The part of a labelled image that shows most: the square with the most labelled foreground pixels; where there is no
 * foreground, with the most labelled ones.
 * @param labels width x height class indices, 255 = not labelled
 * @param side of the square, pixels; cut to the image
 */
export function chooseWatchedBox(labels: Uint8Array, width: number, height: number, side: number): PixelBox {
  const boxWidth = Math.min(side, width);
  const boxHeight = Math.min(side, height);
  const columns = Math.ceil(width / stride);
  const rows = Math.ceil(height / stride);
  const worth = cellWorth(labels, width, columns, rows);
  let best = { x: 0, y: 0, worth: -1 };
  for (const y of starts(height, boxHeight)) {
    for (const x of starts(width, boxWidth)) {
      let sum = 0;
      for (let row = Math.floor(y / stride); row < Math.ceil((y + boxHeight) / stride); row++) {
        for (let column = Math.floor(x / stride); column < Math.ceil((x + boxWidth) / stride); column++) sum += worth[row * columns + column]!;
      }
      if (sum > best.worth) best = { x, y, worth: sum };
    }
  }
  return { x: best.x, y: best.y, width: boxWidth, height: boxHeight };
}

/** A foreground pixel outweighs any number of background ones that fit beside it in a square of usual size. */
function cellWorth(labels: Uint8Array, width: number, columns: number, rows: number): Float64Array {
  const foregroundWorth = 1e6;
  const worth = new Float64Array(columns * rows);
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const label = labels[pixel]!;
    if (label === unlabelled) continue;
    const cell = Math.floor(Math.floor(pixel / width) / stride) * columns + Math.floor((pixel % width) / stride);
    worth[cell]! += label > 0 ? foregroundWorth : 1;
  }
  return worth;
}

function starts(side: number, boxSide: number): number[] {
  const result: number[] = [];
  for (let start = 0; start + boxSide <= side; start += stride) result.push(start);
  return result;
}
