import { expect, test } from 'vitest';
import { changedSpans } from './changedSpans.ts';
import { fillHolesChange } from './fillHoles.ts';
import { interpolatedChange, interpolateSlices } from './interpolateSlices.ts';
import { applyChange, isEmptyChange } from './LabelChange.ts';
import type { LabelChange } from './LabelChange.ts';
import { objectAt, objectsOfClass } from './labelObjects.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { deleteChange, mergeChange, numberChange, relabelChange } from './objectEdits.ts';
import { smoothChange } from './smooth.ts';
import { pixelsOfSpans, spansOfMask } from './spans.ts';
import { eachCrossedPixel, splitAtWaistsChange, splitByLineChange } from './split.ts';
import { drawnPlane, picture, planesFrom } from './testing/pictures.ts';

function after(planes: LabelPlanes, change: LabelChange): { classes: string; objects: string } {
  const before = drawnPlane(planes.classes);
  expect(drawnPlane(planes.classes), 'the pure function leaves the labels as they are').toBe(before);
  applyChange(planes, change);
  return { classes: drawnPlane(planes.classes), objects: drawnPlane(planes.objects) };
}

test('relabelled objects stay objects, deleted ones do not', () => {
  const planes = planesFrom('11.11', '44.55');
  const object = objectAt(planes, 0, 0)!;
  expect(after(planes, relabelChange(planes, [object], 2))).toEqual({ classes: '22.11', objects: '44.55' });
  expect(after(planes, deleteChange(planes, [objectAt(planes, 4, 0)!]))).toEqual({ classes: '22...', objects: '44...' });
});

test('merged objects take class and id of the largest, a fresh id where it has none', () => {
  const planes = planesFrom('11.222.1', '44......');
  const objects = [0, 3, 7].map((x) => objectAt(planes, x, 0)!);
  expect(after(planes, mergeChange(planes, objects))).toEqual({ classes: '22.222.2', objects: '55.555.5' });
  expect(isEmptyChange(mergeChange(planes, objects.slice(0, 1)))).toBe(true);
});

test('objects without an id are numbered, those with one keep it', () => {
  const planes = planesFrom('1.11.1', '..77..');
  expect(after(planes, numberChange(planes, objectsOfClass(planes, 1))).objects).toBe('8.77.9');
});

test('holes are filled where nothing else is labelled; a way out over a side is no hole', () => {
  const planes = planesFrom('11111.\n1.0211\n111111\n1..111\n11.111');
  expect(after(planes, fillHolesChange(planes, [objectAt(planes, 0, 0)!])).classes).toBe(picture('11111.\n111211\n111111\n1..111\n11.111'));
});

test('smoothing rounds corners, takes spikes and fills nicks, and takes nothing from other objects', () => {
  const planes = planesFrom(`
    .......1..
    .111111...
    .111.1122.
    .1111112..
    .111111...
    ..........
  `);
  expect(after(planes, smoothChange(planes, [objectAt(planes, 1, 1)!], 1)).classes).toBe(picture(`
    ..........
    ..11111...
    .11111122.
    .1111112..
    ..1111....
    ..........
  `));
});

test('an object cut by the rim of the image is not rounded there', () => {
  const planes = planesFrom('111..\n111..\n111..\n111..');
  expect(isEmptyChange(smoothChange(planes, [objectAt(planes, 0, 0)!], 1))).toBe(true);
});

test('a line through an object parts it without losing a pixel; the largest part keeps the id', () => {
  const planes = planesFrom('1111111\n1111111', '4444444\n4444444');
  const cut = splitByLineChange(planes, [objectAt(planes, 0, 0)!], [{ x: 2.5, y: -1 }, { x: 2.5, y: 5 }]);
  expect(after(planes, cut)).toEqual({ classes: picture('1111111\n1111111'), objects: picture('5554444\n5554444') });
});

test('a diagonal line parts too; a line that ends inside does not', () => {
  const planes = planesFrom('11111\n11111\n11111\n11111\n11111');
  const object = objectAt(planes, 0, 0)!;
  expect(isEmptyChange(splitByLineChange(planes, [object], [{ x: -1, y: 2 }, { x: 3, y: 2.2 }]))).toBe(true);
  const { objects } = after(planes, splitByLineChange(planes, [object], [{ x: -0.5, y: -0.6 }, { x: 5.5, y: 5.6 }]));
  expect(new Set(objects.replaceAll('\n', ''))).toEqual(new Set(['1', '2']));
  expect(objects.split('\n').map((line) => line.at(-1))).toContain('1');
});

test('a line visits pixels that share a side each time', () => {
  const visited: string[] = [];
  eachCrossedPixel({ x: 0.5, y: 0.5 }, { x: 3.5, y: 2.5 }, (x, y) => visited.push(`${x},${y}`));
  expect(visited).toHaveLength(6);
  expect([visited[0], visited[5]]).toEqual(['0,0', '3,2']);
  visited.slice(1).forEach((each, at) => {
    const [x, y] = each.split(',').map(Number) as [number, number];
    const [fromX, fromY] = visited[at]!.split(',').map(Number) as [number, number];
    expect(Math.abs(x - fromX) + Math.abs(y - fromY)).toBe(1);
  });
});

const twoDiscs = `
  ..111....111...
  .11111..11111..
  1111111111111.1
  111111111111111
  1111111111111..
  .11111..11111..
  ..111....111...
`;

test('two discs that touch are parted at their waist, one alone is not', () => {
  const planes = planesFrom(twoDiscs);
  const { objects } = after(planes, splitAtWaistsChange(planes, [objectAt(planes, 3, 3)!], 0.5));
  const rows = objects.split('\n');
  expect(new Set(objects.replaceAll('\n', '').replaceAll('.', '')).size).toBe(2);
  expect(rows[0]![3]).not.toBe(rows[0]![10]);
  expect(rows[3]![0]).toBe(rows[6]![3]);
  const single = planesFrom('.111.\n11111\n11111\n11111\n.111.');
  expect(isEmptyChange(splitAtWaistsChange(single, [objectAt(single, 2, 2)!], 0.5))).toBe(true);
});

test('a shape moves evenly from one slice to the next but one', () => {
  const row = (picture: string): string => Array.from({ length: 5 }, () => picture).join('\n');
  const first = planesFrom(row('.11111.......'));
  const second = planesFrom(row('.....11111...'));
  const shapes = interpolateSlices(first, second, 1, 1);
  const between = planesFrom('.............\n.............\n....2........\n.............\n.............');
  const drawn = after(between, interpolatedChange(between, shapes[0]!, 1)).classes.split('\n');
  expect(drawn[0]).toBe('...11111.....');
  expect(drawn[2]).toBe('...12111.....');
});

test('a shape shrinks to a smaller one in even steps', () => {
  const line = (from: number, to: number) => planesFrom(Array.from({ length: 21 }, (_pixel, x) => (x >= from && x < to ? '1' : '.')).join(''));
  expect(interpolateSlices(line(2, 19), line(8, 13), 1, 2).map(pixelsOfSpans)).toEqual([13, 9]);
});

function discs(...places: readonly (readonly [x: number, y: number, radius: number])[]): LabelPlanes {
  const rows = Array.from({ length: 40 }, (_row, y) =>
    Array.from({ length: 60 }, (_pixel, x) => (places.some(([cx, cy, r]) => Math.hypot(x + 0.5 - cx, y + 0.5 - cy) <= r) ? '1' : '.')).join(''),
  );
  return planesFrom(rows.join('\n'));
}

test('a shape that moves further than it is wide keeps its size on the way', () => {
  const [slice] = interpolateSlices(discs([10, 10, 4]), discs([18, 20, 4]), 1, 1);
  expect(slice).toEqual(objectsOfClass(discs([14, 15, 4]), 1)[0]!.spans);
});

test('neighbours that hardly overlap are followed each for itself, and one without a partner ends', () => {
  const slices = interpolateSlices(discs([10, 10, 5], [24, 10, 5], [50, 30, 4]), discs([14, 12, 5], [28, 12, 5]), 1, 1);
  expect(slices[0]).toEqual(objectsAsOne(discs([12, 11, 5], [26, 11, 5])));
});

test('a shape that parts is interpolated with both its parts', () => {
  const [first, second] = [discs([30, 20, 9]), discs([23, 20, 5], [37, 20, 5])];
  const parts = interpolateSlices(first, second, 1, 9).map((slice) => {
    const planes = discs();
    applyChange(planes, interpolatedChange(planes, slice, 1));
    return objectsOfClass(planes, 1).length;
  });
  expect(parts[0]).toBe(1);
  expect(parts.at(-1)).toBe(2);
});

test('a shape at the image’s rim is not rounded there', () => {
  const slices = interpolateSlices(planesFrom('111..\n111..\n111..'), planesFrom('1....\n1....\n1....'), 1, 1);
  expect([...slices[0]!]).toEqual([0, 0, 2, 1, 0, 2, 2, 0, 2]);
});

function objectsAsOne({ classes }: LabelPlanes): Int32Array {
  const box = { x: 0, y: 0, width: classes.width, height: classes.height };
  return spansOfMask({ box, mask: classes.readBox(box).map((value) => (value === 1 ? 1 : 0)) });
}

test('the pixels of a change are those whose class or object changes, each once', () => {
  const planes = planesFrom('11.22\n1..22', '00.44\n0..44');
  const numbered = numberChange(planes, objectsOfClass(planes, 1));
  expect(changedSpans(numbered)).toEqual({ spans: Int32Array.of(0, 0, 2, 1, 0, 1), pixels: 3 });
  expect(changedSpans(deleteChange(planes, [objectAt(planes, 3, 0)!]))).toEqual({ spans: Int32Array.of(0, 3, 5, 1, 3, 5), pixels: 4 });
});
