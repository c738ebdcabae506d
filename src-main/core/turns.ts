/** One of the eight ways in which a square can be laid on itself: rows and columns are exchanged or not, then mirrored. */
export interface Turn {
  readonly transposes: boolean;
  readonly flipsRows: boolean;
  readonly flipsColumns: boolean;
}

const turn = (transposes: boolean, flipsRows: boolean, flipsColumns: boolean): Turn => ({ transposes, flipsRows, flipsColumns });

/**
 * The dihedral group of the square, in the order in which the first few are of most use: as it is, both mirror images, half a turn;
 * then the same of the picture laid on its side.
 */
export const allTurns: readonly Turn[] = [
  turn(false, false, false),
  turn(false, false, true),
  turn(false, true, false),
  turn(false, true, true),
  turn(true, false, false),
  turn(true, false, true),
  turn(true, true, false),
  turn(true, true, true),
];

export interface MapSize {
  readonly height: number;
  readonly width: number;
}

/** The size of a map that is turned. */
export function turnedSize({ height, width }: MapSize, { transposes }: Turn): MapSize {
  return transposes ? { height: width, width: height } : { height, width };
}

/**
 * @param map row-major, [height, width, depth] @param size of the map as it is
 * @returns the turned map, of `turnedSize`
 */
export function turned(map: Float32Array, size: MapSize, by: Turn): Float32Array {
  return laid(map, size, by, 'there');
}

/**
 * Undoes `turned`.
 * @param map of `turnedSize` @param size of the map as it was
 */
export function turnedBack(map: Float32Array, size: MapSize, by: Turn): Float32Array {
  return laid(map, size, by, 'back');
}

function laid(map: Float32Array, size: MapSize, { transposes, flipsRows, flipsColumns }: Turn, way: 'there' | 'back'): Float32Array {
  const { height, width } = size;
  const depth = map.length / (height * width);
  const after = turnedSize(size, { transposes, flipsRows, flipsColumns });
  const result = new Float32Array(map.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [exchangedRow, exchangedColumn] = transposes ? [column, row] : [row, column];
      const afterRow = flipsRows ? after.height - 1 - exchangedRow : exchangedRow;
      const afterColumn = flipsColumns ? after.width - 1 - exchangedColumn : exchangedColumn;
      const [plain, laidOut] = [(row * width + column) * depth, (afterRow * after.width + afterColumn) * depth];
      const [from, to] = way === 'there' ? [plain, laidOut] : [laidOut, plain];
      for (let at = 0; at < depth; at++) result[to + at] = map[from + at]!;
    }
  }
  return result;
}

/** What is kept free at each side of a map. */
export interface Sides {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The sides of a map once it is turned. */
export function turnedSides(sides: Sides, { transposes, flipsRows, flipsColumns }: Turn): Sides {
  const { top, left, bottom, right } = transposes ? { top: sides.left, left: sides.top, bottom: sides.right, right: sides.bottom } : sides;
  return {
    top: flipsRows ? bottom : top,
    left: flipsColumns ? right : left,
    bottom: flipsRows ? top : bottom,
    right: flipsColumns ? left : right,
  };
}
