import { expect, test } from 'vitest';
import type { LabelMap } from '../../core/labels/labelMap.ts';
import { applyMaskDiff } from '../../core/labels/maskDiff.ts';
import { settledLabels, simulateStrokes } from './simulatedExpert.ts';
import type { RegionView } from './simulatedExpert.ts';

/** `.` not labelled, digits are classes. */
function picture(...rows: string[]): LabelMap {
  const data = Uint8Array.from(rows.join(''), (sign) => (sign === '.' ? 255 : Number(sign)));
  return { width: rows[0]!.length, height: rows.length, data };
}

function show(map: LabelMap): string[] {
  const signs = Array.from(map.data, (value) => (value === 255 ? '.' : String(value))).join('');
  return Array.from({ length: map.height }, (_row, row) => signs.slice(row * map.width, (row + 1) * map.width));
}

const view: RegionView = {
  box: { x: 1, y: 0, width: 3, height: 2 },
  mask: Uint8Array.of(1, 1, 0, 1, 1, 1),
  labels: picture('.....', '.0...', '.....'),
  predicted: picture('11111', '10100', '00000'),
  truth: picture('01220', '01.10', '22222'),
};

test('paints what is wrong inside the region, one stroke a class', () => {
  const strokes = simulateStrokes(view);
  expect(strokes.map(({ classIndex }) => classIndex)).toEqual([1, 2]);
  const painted = strokes.map(({ diff }) => {
    const map: LabelMap = { ...view.labels, data: view.labels.data.slice() };
    applyMaskDiff(map, diff);
    return show(map);
  });
  expect(painted).toEqual([
    ['.....', '.1.1.', '.....'],
    ['..2..', '.0...', '.....'],
  ]);
});

test('settling takes over the proposal for the rest of the region, and nothing outside it', () => {
  expect(show(settledLabels(view, simulateStrokes(view)))).toEqual(['.12..', '.111.', '.....']);
});

test('a region that is right already needs no stroke', () => {
  const right = { ...view, labels: picture('.....', '.....', '.....'), predicted: view.truth };
  expect(simulateStrokes(right)).toEqual([]);
});

test('maps of different sizes and a mask that does not fill its box are refused', () => {
  expect(() => simulateStrokes({ ...view, truth: picture('01') })).toThrow(/5 x 3, 5 x 3, 2 x 1/);
  expect(() => simulateStrokes({ ...view, mask: Uint8Array.of(1) })).toThrow(/3 x 2 pixels came with a mask of 1/);
});
