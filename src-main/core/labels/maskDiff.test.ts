import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelMap } from './labelMap.ts';
import { applyMaskDiff, changedPixelCount, decodeMaskDiff, diffLabelMaps, encodeMaskDiff, invertMaskDiff } from './maskDiff.ts';
import { drawn, labelsFrom, linesOf } from './testing/pictures.ts';

const before = labelsFrom(`
  ....0
  .11.0
  .11..
`);
const after = labelsFrom(`
  .2220
  .22.0
  .11.0
`);

test('a change is its runs, each inside its row', () => {
  const diff = diffLabelMaps(before, after);
  expect([...diff.runs]).toEqual([1, 3, 255, 2, 6, 2, 1, 2, 14, 1, 255, 0]);
  expect(changedPixelCount(diff)).toBe(6);
});

test('runs that meet at the edge of a row stay apart', () => {
  const empty = labelsFrom('..\n..');
  expect([...diffLabelMaps(empty, labelsFrom('.1\n1.')).runs]).toEqual([1, 1, 255, 1, 2, 1, 255, 1]);
});

test('applied to the map before it gives the map after, turned round the other way', () => {
  const diff = diffLabelMaps(before, after);
  const map = { ...before, data: Uint8Array.from(before.data) };
  applyMaskDiff(map, diff);
  expect(drawn(map)).toBe(drawn(after));
  applyMaskDiff(map, invertMaskDiff(diff));
  expect(drawn(map)).toBe(linesOf('....0\n.11.0\n.11..').join('\n'));
});

test('applied to another map it is refused, and the map is untouched', () => {
  const map = labelsFrom('....0\n.10.0\n.11..');
  expect(() => applyMaskDiff(map, diffLabelMaps(before, after))).toThrowError('pixel (2, 1) holds 0, the change expects 1');
  expect(drawn(map)).toBe('....0\n.10.0\n.11..');
  expect(() => applyMaskDiff(labelsFrom('..'), diffLabelMaps(before, after))).toThrowError('made for 5 x 3, the image is 2 x 1');
});

test('maps of two sizes have no difference', () => {
  expect(() => diffLabelMaps(before, labelsFrom('..'))).toThrowError('wanted 5 x 3, got 2 x 1');
});

const maps = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) => {
    const map = fc
      .array(fc.constantFrom(0, 1, 2, 255), { minLength: width * height, maxLength: width * height })
      .map((values): LabelMap => ({ width, height, data: Uint8Array.from(values) }));
    return fc.tuple(map, map);
  });

test('any two maps: the change leads from one to the other, also after its bytes have travelled', () => {
  fc.assert(
    fc.property(maps, ([from, to]) => {
      const diff = decodeMaskDiff(encodeMaskDiff(diffLabelMaps(from, to)));
      const map = { ...from, data: Uint8Array.from(from.data) };
      applyMaskDiff(map, diff);
      expect(map.data).toEqual(to.data);
      applyMaskDiff(map, invertMaskDiff(diff));
      expect(map.data).toEqual(from.data);
    }),
  );
});

const encoded = (runs: number[]): Uint8Array => encodeMaskDiff({ width: 4, height: 2, runs: Uint32Array.from(runs) });

test.each([
  ['other bytes', Uint8Array.from({ length: 28 }, (_none, at) => at), /signature/],
  ['a cut header', encoded([]).subarray(0, 8), /length/],
  ['a cut run', encoded([0, 1, 0, 1]).subarray(0, 24), /cut/],
  ['an odd number of bytes', encoded([0, 1, 0, 1]).subarray(0, 27), /length/],
  ['a run over the edge of its row', encoded([3, 2, 0, 1]), /run 0 is out of place/],
  ['a run beyond the image', encoded([8, 1, 0, 1]), /out of place/],
  ['an empty run', encoded([0, 0, 0, 1]), /out of place/],
  ['runs that overlap', encoded([0, 2, 0, 1, 1, 1, 0, 1]), /run 1 is out of place/],
])('%s are no change', (_name, bytes, message) => {
  expect(() => decodeMaskDiff(bytes)).toThrowError(expect.objectContaining({ code: 'invalidInput', message: expect.stringMatching(message) as string }) as Error);
});

test('any bytes are a change or an error with a code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const signed = Uint8Array.from([...encoded([]).subarray(0, 4), ...bytes]);
      try {
        expect(decodeMaskDiff(signed).runs.length % 4).toBe(0);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'invalidInput' });
      }
    }),
  );
});

test('object ids take 32 bits', () => {
  const runs = Uint32Array.of(0, 2, 0, 2 ** 32 - 1, 5, 1, 70_000, 0);
  expect(decodeMaskDiff(encodeMaskDiff({ width: 4, height: 2, runs })).runs).toEqual(runs);
});
