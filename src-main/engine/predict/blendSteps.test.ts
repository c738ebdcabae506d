import { describe, expect, test } from 'vitest';
import { blendingShares } from './blendingShares.ts';
import { blendSteps } from './blendSteps.ts';
import { tileFloats, WindowBlender } from './WindowBlender.ts';

const windowSide = 16;

describe('blendingShares', () => {
  test('follow the quotient of the Gaussians, a logistic curve that rises by 8 / side at most', () => {
    for (const side of [2, 16, 64, 512]) {
      const { rising, falling, whole } = blendingShares(side);
      expect(rising.length).toBe(side / 2);
      rising.forEach((share, at) => {
        // The squares of the exponents cancel: 32 (at + 1/2 - side / 4) / side is left.
        expect(share).toBeCloseTo(1 / (1 + Math.exp((-32 * (at + 0.5 - side / 4)) / side)), 12);
        expect(share + falling[at]!).toBeCloseTo(1, 15);
        expect(share - (rising[at - 1] ?? 0)).toBeLessThan(8 / side);
      });
      expect(whole.every((share) => share === 1)).toBe(true);
    }
    expect(blendingShares(512).rising[0]).toBeCloseTo(1 / (1 + Math.exp(8)), 4);
  });
});

describe('blendSteps', () => {
  const shares = blendingShares(windowSide);

  // Smaller than half a window, than a window, just larger, larger; of one tile a strip and of all tiles.
  const sizes = [[1, 1], [7, 5], [16, 16], [13, 17], [17, 9], [70, 33], [33, 70], [64, 48]] as const;
  test.each(sizes.flatMap(([width, height]) => [1, 3, 100].map((stripTiles) => ({ width, height, stripTiles }))))(
    '$width x $height in strips of $stripTiles: shares sum to one, tiles tile the image in order and are finished once',
    ({ width, height, stripTiles }) => {
      const sums = new Float64Array(width * height);
      const finishedAt = new Uint8Array(width * height);
      const order: string[] = [];
      let addedLate = 0;
      for (const { input, parts, finished } of blendSteps(width, height, { windowSide, stripTiles })) {
        expect([input.width, input.height]).toEqual([windowSide, windowSide]);
        for (const { tile, x, y, rows, columns } of parts) {
          expect([tile.x - input.x, tile.y - input.y]).toEqual([x, y]);
          for (let row = 0; row < tile.height; row++) {
            for (let column = 0; column < tile.width; column++) {
              const pixel = (tile.y + row) * width + tile.x + column;
              addedLate += finishedAt[pixel]!;
              sums[pixel]! += shares[rows][row]! * shares[columns][column]!;
            }
          }
        }
        for (const { x, y, width: across, height: down } of finished) {
          // Strip, then row, then column.
          order.push([Math.floor(x / 8 / stripTiles), y, x].map((part) => String(part).padStart(3, '0')).join(' '));
          for (let row = y; row < y + down; row++) for (let column = x; column < x + across; column++) finishedAt[row * width + column]!++;
        }
      }
      expect(addedLate).toBe(0);
      expect(finishedAt.every((times) => times === 1)).toBe(true);
      expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-12);
      expect(order).toEqual([...order].sort());
    },
  );

  test('one strip predicts no window twice, narrow strips one more a row each', () => {
    const count = (stripTiles: number): number => [...blendSteps(64, 48, { windowSide, stripTiles })].length;
    // 8 x 6 tiles are covered by 7 x 5 windows.
    expect(count(8)).toBe(7 * 5);
    expect(count(4)).toBe((4 + 4) * 5);
  });
});

describe('WindowBlender', () => {
  const shape = { windowSide, memberCount: 3, classCount: 2 };

  /** @returns most values held at once, and the bound that `blendedWindows` names */
  const mostHeld = (width: number, height: number, stripTiles: number): { held: number; bound: number } => {
    const blender = new WindowBlender(shape);
    const probabilities = new Float32Array(windowSide * windowSide * 2).fill(0.5);
    let held = 0;
    for (const { parts, finished } of blendSteps(width, height, { windowSide, stripTiles })) {
      for (const part of parts) for (let member = 0; member < 3; member++) blender.addProbabilities(part, member, probabilities);
      held = Math.max(held, blender.heldFloats);
      for (const tile of finished) blender.take(tile);
    }
    expect(blender.heldFloats).toBe(0);
    return { held, bound: (stripTiles + 2) * tileFloats(shape) };
  };

  test('holds one band of a strip and two tiles, however large the image', () => {
    expect(tileFloats(shape)).toBe(8 * 8 * 3 * 2 + 4);
    for (const stripTiles of [1, 2, 5]) {
      const { held, bound } = mostHeld(200, 200, stripTiles);
      expect(held).toBeLessThanOrEqual(bound);
      expect(mostHeld(200, 500, stripTiles).held).toBe(held);
      expect(mostHeld(500, 200, stripTiles).held).toBe(held);
    }
    // The bound is met: nothing smaller would do.
    expect(mostHeld(200, 200, 5)).toEqual({ held: 7 * tileFloats(shape), bound: 7 * tileFloats(shape) });
  });

  test('a tile that nothing was added to cannot be taken', () => {
    expect(() => new WindowBlender(shape).take({ x: 8, y: 0, width: 8, height: 8 })).toThrow(/8,0.*got none/);
  });
});
