import { expect, test } from 'vitest';
import fc from 'fast-check';
import { traceRings } from './traceRings.ts';

const mask = (...rows: string[]): [Uint8Array, number, number] => [
  Uint8Array.from([...rows.join('')].map((sign) => (sign === '#' ? 1 : 0))),
  rows[0]!.length,
  rows.length,
];

test('one pixel is a square', () => {
  expect(traceRings(...mask('...', '.#.'))).toEqual([[1, 1, 2, 1, 2, 2, 1, 2]]);
});

test('a hole is a ring of its own', () => {
  expect(traceRings(...mask('###', '#.#', '###'))).toHaveLength(2);
});

test('pixels that touch at a corner are two rings', () => {
  expect(traceRings(...mask('#.', '.#'))).toHaveLength(2);
});

test('filled by the even-odd rule the rings give the mask back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.array(fc.boolean(), { minLength: 1, maxLength: 49 }), (width, bits) => {
      const height = Math.ceil(bits.length / width);
      const data = new Uint8Array(width * height);
      bits.forEach((bit, at) => (data[at] = bit ? 1 : 0));
      const rings = traceRings(data, width, height);
      const back = data.map((_, at) => (crossings(rings, (at % width) + 0.5, Math.floor(at / width) + 0.5) % 2));
      expect([...back]).toEqual([...data]);
    }),
  );
});

/** Edges crossed by a line from the point to the left. */
function crossings(rings: ReturnType<typeof traceRings>, x: number, y: number): number {
  let count = 0;
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const next = (at + 2) % ring.length;
      const [x0, y0, x1, y1] = [ring[at]!, ring[at + 1]!, ring[next]!, ring[next + 1]!];
      if (x0 === x1 && x0 < x && y > Math.min(y0, y1) && y < Math.max(y0, y1)) count++;
    }
  }
  return count;
}
