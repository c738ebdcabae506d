import { expect, test } from 'vitest';
import type { PixelBox } from '../../src-main/core/geometry.ts';
import { composeOverlay } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import { overlayEdges, paintContour, paintOverlay } from './paintOverlay.ts';
import type { OverlayLook } from './paintOverlay.ts';

/** '.' nothing, digits classes. */
const grid = (...rows: string[]): { width: number; height: number; data: Uint8Array } => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from([...rows.join('')].map((sign) => (sign === '.' ? 255 : Number(sign)))),
});

type Grid = ReturnType<typeof grid>;

/** A box with the pixels around it; the image's rim goes on outside it. */
function bordered({ width, height, data }: Grid, box: PixelBox): Uint8Array {
  const values: number[] = [];
  for (let y = box.y - 1; y <= box.y + box.height; y++) {
    for (let x = box.x - 1; x <= box.x + box.width; x++) {
      values.push(data[Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)]!);
    }
  }
  return Uint8Array.from(values);
}

function compose(labels: Grid, prediction: Grid | null, box: PixelBox, objects: Grid | null = null): Overlay {
  const sources = {
    labels: bordered(labels, box),
    prediction: prediction && bordered(prediction, box),
    objects: objects && Uint32Array.from(bordered(objects, box)),
  };
  return composeOverlay(sources, box);
}

/** '.' clear, '#' edge, '+' filled label, '-' filled prediction. */
const picture = (target: Uint32Array, width: number): string[] => {
  const signs = [...target].map((pixel) => ({ 0: '.', 235: '#', 128: '+', 77: '-' })[pixel >>> 24] ?? '?');
  return Array.from({ length: signs.length / width }, (_, row) => signs.slice(row * width, (row + 1) * width).join(''));
};

const look = (labels: OverlayLook['labels'], prediction: OverlayLook['prediction']): OverlayLook => ({
  colours: new Map([
    [0, '#808080'],
    [1, '#ff0000'],
    [2, '#00ff00'],
  ]),
  labels,
  prediction,
  labelOpacity: 0.5,
  predictionOpacity: 0.3,
  wash: 0,
});

const paint = (labels: string[], prediction: string[] | null, styles: OverlayLook, edges: 'pixels' | 'none'): string[] => {
  const map = grid(...labels);
  const whole = { x: 0, y: 0, width: map.width, height: map.height };
  const overlay = compose(map, prediction && grid(...prediction), whole);
  const target = new Uint32Array(map.data.length);
  paintOverlay(overlay, styles, edges, target);
  return picture(target, map.width);
};

test('labels lie over the prediction, each filled in its own strength, background clear', () => {
  expect(paint(['1.0', '1..'], ['000', '011'], look('fill', 'fill'), 'none')).toEqual(['+..', '+--']);
});

test('the wash shows every labelled pixel, background too, and no predicted one', () => {
  const washed = { ...look('outline', 'outline'), wash: 0.5 };
  expect(paint(['00..', '00..'], ['0000', '0000'], washed, 'none')).toEqual(['++..', '++..']);
});

test('an outline is the rim of the object, not of the background around it', () => {
  expect(
    paint(['00000', '01110', '01110', '01110', '00000'], null, look('outline', 'hidden'), 'pixels'),
  ).toEqual(['.....', '.###.', '.#.#.', '.###.', '.....']);
});

test('a label that agrees with the prediction beside it makes no edge', () => {
  const joined = paint(['.....', '.11..', '.....'], ['00000', '00011', '00000'], look('outline', 'outline'), 'pixels');
  expect(joined).toEqual(['.....', '.####', '.....']);
});

test('an object cut by the image’s rim is open there', () => {
  expect(paint(['111', '111', '111', '000'], null, look('outline', 'hidden'), 'pixels')).toEqual(['...', '...', '###', '...']);
});

test('the rim of a box that is a part of the image knows its neighbours', () => {
  const map = grid('1111', '1111', '1111');
  const overlay = compose(map, null, { x: 1, y: 1, width: 2, height: 1 });
  const target = new Uint32Array(2);
  paintOverlay(overlay, look('outline', 'hidden'), 'pixels', target);
  expect(picture(target, 2)).toEqual(['..']);
});

test('edges as lines are joined along rows and columns and lie on pixel borders', () => {
  const map = grid('....', '.11.', '....');
  const overlay = compose(map, null, { x: 0, y: 0, width: 4, height: 3 });
  const lines = overlayEdges(overlay, look('outline', 'hidden'));
  expect([...lines.keys()]).toEqual([1]);
  expect(lines.get(1)).toEqual({ labels: [1, 1, 3, 1, 1, 2, 3, 2, 1, 1, 1, 2, 3, 1, 3, 2], prediction: [] });
});

test('a filled or hidden source has no lines', () => {
  const map = grid('.1.');
  const overlay = compose(map, null, { x: 0, y: 0, width: 3, height: 1 });
  expect(overlayEdges(overlay, look('fill', 'outline')).size).toBe(0);
});

test('between objects of one class there is an edge, the higher id’s', () => {
  const map = grid('1111', '1111');
  const overlay = compose(map, null, { x: 0, y: 0, width: 4, height: 2 }, grid('7799', '7799'));
  const target = new Uint32Array(8);
  paintOverlay(overlay, look('outline', 'hidden'), 'pixels', target);
  expect(picture(target, 4)).toEqual(['..#.', '..#.']);
  expect(overlayEdges(overlay, look('outline', 'hidden')).get(1)?.labels).toEqual([2, 0, 2, 2]);
});

test('outline and fill together', () => {
  expect(paint(['000', '010', '000'], null, look('both', 'hidden'), 'pixels')).toEqual(['...', '.#.', '...']);
  expect(paint(['1111', '1111', '1111', '0000'], null, look('both', 'hidden'), 'pixels')).toEqual(['++++', '++++', '####', '....']);
});

test('a class may be drawn fainter or not at all', () => {
  const faint = { ...look('fill', 'hidden'), strengths: new Map([[1, 0.5], [2, 0]]) };
  const map = grid('12');
  const target = new Uint32Array(2);
  paintOverlay(compose(map, null, { x: 0, y: 0, width: 2, height: 1 }), faint, 'none', target);
  expect([...target].map((pixel) => pixel >>> 24)).toEqual([64, 0]);
});

test('contours of members that agree add up, those that do not stay faint', () => {
  const box = { x: 0, y: 0, width: 4, height: 1 };
  const target = new Uint32Array(4);
  for (const member of ['0110', '0100']) paintContour(bordered(grid(member), box), box, look('hidden', 'hidden'), target);
  const alphas = [...target].map((pixel) => pixel >>> 24);
  expect(alphas[0]).toBe(0);
  expect(alphas[1]).toBeGreaterThan(alphas[2]!);
  expect(alphas[2]).toBeGreaterThan(0);
});
