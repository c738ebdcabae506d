import type { ImagePoint } from '../../src-main/core/geometry.ts';

/** A closed line along pixel edges: x, y pairs of its corners, in the mask's pixels. */
export type Ring = readonly number[];

/** Steps right, down, left, up, as the corners of a pixel are walked with the inside on the right hand. */
const steps: readonly ImagePoint[] = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
];

/**
 * Outlines of a mask, outer ones and those of holes; filled together by the even-odd rule they give the mask back.
 * @param mask width x height bytes, not 0 inside
 */
export function traceRings(mask: Uint8Array, width: number, height: number): Ring[] {
  const inside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && mask[y * width + x] !== 0;
  // An edge that runs right along the top of a pixel begins every ring, so only those need be remembered.
  const walked = new Uint8Array(width * height);
  const rings: Ring[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (inside(x, y) && !inside(x, y - 1) && !walked[y * width + x]) rings.push(walkRing({ x, y }, inside, (at) => (walked[at.y * width + at.x] = 1)));
    }
  }
  return rings;
}

function walkRing(start: ImagePoint, inside: (x: number, y: number) => boolean, markTop: (pixel: ImagePoint) => void): Ring {
  const ring: number[] = [];
  let { x, y } = start;
  let direction = 0;
  do {
    ring.push(x, y);
    do {
      if (direction === 0) markTop({ x, y });
      x += steps[direction]!.x;
      y += steps[direction]!.y;
    } while (ahead(x, y, direction, inside) === direction);
    direction = ahead(x, y, direction, inside);
  } while (x !== start.x || y !== start.y || direction !== 0);
  return ring;
}

/** Where to go at a corner: right where the mask ends, left where it grows to the left hand, else straight on. */
function ahead(x: number, y: number, direction: number, inside: (x: number, y: number) => boolean): number {
  // The four pixels around the corner, by the quarter they lie in.
  const quarter = (turn: number): boolean => {
    const [dx, dy] = [
      [0, -1],
      [0, 0],
      [-1, 0],
      [-1, -1],
    ][(turn + 4) % 4] as [number, number];
    return inside(x + dx, y + dy);
  };
  const leftAhead = quarter(direction);
  const rightAhead = quarter(direction + 1);
  // Pixels that only touch at a corner are kept apart: the right turn is asked for first.
  if (!rightAhead) return (direction + 1) % 4;
  return leftAhead ? (direction + 3) % 4 : direction;
}
