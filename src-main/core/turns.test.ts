import { describe, expect, test } from 'vitest';
import { mostTurns } from './networks/mostTurns.ts';
import { allTurns, turned, turnedBack, turnedSides, turnedSize } from './turns.ts';

// 1 2 3
// 4 5 6
const map = Float32Array.of(1, 2, 3, 4, 5, 6);
const size = { height: 2, width: 3 };

describe('turns', () => {
  test('by hand', () => {
    expect(allTurns.map((turn) => [...turned(map, size, turn)].join(''))).toEqual(['123456', '321654', '456123', '654321', '142536', '415263', '362514', '635241']);
  });

  test('are all of them, each undone by its way back, with several values a pixel', () => {
    expect(new Set(allTurns.map((turn) => String(turned(map, size, turn)))).size).toBe(mostTurns);
    const deep = Float32Array.from({ length: 2 * 3 * 4 }, (_none, at) => at);
    for (const turn of allTurns) {
      expect(turnedBack(turned(deep, size, turn), size, turn)).toEqual(deep);
      expect(turnedSize(turnedSize(size, turn), turn)).toEqual(size);
    }
  });

  test('two in a row are one of them: the group is closed', () => {
    const every = new Set(allTurns.map((turn) => String(turned(map, size, turn))));
    for (const first of allTurns) for (const second of allTurns) expect(every).toContain(String(turned(turned(map, size, first), turnedSize(size, first), second)));
  });

  test('take the sides along with the map', () => {
    // A mark in the part that the sides leave free: it must lie there after each turn too.
    const whole = { height: 9, width: 12 };
    const sides = { top: 1, left: 2, bottom: 3, right: 4 };
    const marked = Float32Array.from({ length: 9 * 12 }, (_none, at) => {
      const [row, column] = [Math.floor(at / 12), at % 12];
      return row >= 1 && row < 6 && column >= 2 && column < 8 ? 1 : 0;
    });
    for (const turn of allTurns) {
      const { height, width } = turnedSize(whole, turn);
      const { top, left, bottom, right } = turnedSides(sides, turn);
      turned(marked, whole, turn).forEach((value, at) => {
        const [row, column] = [Math.floor(at / width), at % width];
        expect(value).toBe(row >= top && row < height - bottom && column >= left && column < width - right ? 1 : 0);
      });
    }
  });
});
