import { expect, test } from 'vitest';
import { applyChange, changedBox, changedPixels, changeOf, invertChange, isChangeIn, isEmptyChange } from './LabelChange.ts';
import { copyWindow, indexIn, windowOf } from './LabelWindow.ts';
import { drawnPlane, picture, planesFrom } from './testing/pictures.ts';

const classes = `
  .....
  .112.
  .112.
`;
const objects = `
  .....
  .44a.
  .44a.
`;

function relabelled() {
  const planes = planesFrom(classes, objects);
  const before = windowOf(planes, { x: 2, y: 1, width: 10, height: 10 });
  const after = copyWindow(before);
  after.classes[indexIn(before.box, 3, 1)] = 1;
  after.objects[indexIn(before.box, 3, 1)] = 4;
  return { planes, before, change: changeOf({ width: 5, height: 3 }, before, after) };
}

test('a window is cut at the image and told in its own pixels', () => {
  const { before } = relabelled();
  expect(before.box).toEqual({ x: 2, y: 1, width: 3, height: 2 });
  expect([...before.classes]).toEqual([1, 2, 255, 1, 2, 255]);
  expect(indexIn(before.box, 5, 1)).toBe(-1);
  expect(indexIn(before.box, 4, 2)).toBe(5);
});

test('the change between two windows is told in the image and leads there and back', () => {
  const { planes, change } = relabelled();
  expect([...change.classes.runs]).toEqual([8, 1, 2, 1]);
  expect([...change.objects!.runs]).toEqual([8, 1, 10, 4]);
  expect(changedBox(change)).toEqual({ x: 3, y: 1, width: 1, height: 1 });
  expect(changedPixels(change)).toEqual({ classes: 1, objects: 1 });
  expect(isChangeIn(planes, change)).toBe(false);
  applyChange(planes, change);
  expect(isChangeIn(planes, change)).toBe(true);
  expect(drawnPlane(planes.classes)).toBe(picture('.....\n.111.\n.112.'));
  expect(drawnPlane(planes.objects)).toBe(picture('.....\n.444.\n.44a.'));
  applyChange(planes, invertChange(change));
  expect(drawnPlane(planes.classes)).toBe(picture(classes));
  expect(drawnPlane(planes.objects)).toBe(picture(objects));
});

test('a change made on other objects is refused, and the classes stay as they were too', () => {
  const { planes, change } = relabelled();
  planes.objects.fillSpan(1, 3, 4, 7);
  expect(() => applyChange(planes, change)).toThrowError('object change: pixel (3, 1) holds 7, the change expects 10');
  expect(drawnPlane(planes.classes)).toBe(picture(classes));
});

test('nothing changed is no change, without objects', () => {
  const planes = planesFrom(classes, objects);
  const before = windowOf(planes, { x: 0, y: 0, width: 5, height: 3 });
  const change = changeOf({ width: 5, height: 3 }, before, copyWindow(before));
  expect(change.objects).toBeNull();
  expect(isEmptyChange(change)).toBe(true);
  expect(changedBox(change)).toBeNull();
});

test('windows of two boxes have no difference', () => {
  const planes = planesFrom(classes);
  const box = { x: 0, y: 0, width: 2, height: 2 };
  expect(() => changeOf({ width: 5, height: 3 }, windowOf(planes, box), windowOf(planes, { ...box, x: 1 }))).toThrowError('wanted the box 2 x 2 at (0, 0), got 2 x 2 at (1, 0)');
});
