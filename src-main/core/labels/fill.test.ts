import { expect, test } from 'vitest';
import { fillChange } from './fill.ts';
import { applyChange } from './LabelChange.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { drawnPlane, picture, planesFrom } from './testing/pictures.ts';

const visible = { x: 0, y: 0, width: 6, height: 4 };

function filled(planes: LabelPlanes, x: number, y: number, classIndex = 2): string {
  const change = fillChange(planes, { x, y, visible }, { classIndex, object: 0 });
  applyChange(planes, change!);
  return drawnPlane(planes.classes);
}

test('unlabelled ground is filled up to labels, not through a diagonal line', () => {
  expect(filled(planesFrom('..1...\n.1....\n1.....\n......'), 0, 0)).toBe(picture('221...\n21....\n1.....\n......'));
});

test('unlabelled ground is filled no further than is seen', () => {
  const planes = planesFrom('........\n........');
  const change = fillChange(planes, { x: 3, y: 0, visible: { x: 2, y: 0, width: 4, height: 1 } }, { classIndex: 1, object: 0 });
  applyChange(planes, change!);
  expect(drawnPlane(planes.classes)).toBe(picture('..1111..\n........'));
});

test('one object of two that touch is filled, whole, whatever is seen', () => {
  const planes = planesFrom('11111111', '44445555');
  const change = fillChange(planes, { x: 6, y: 0, visible: { x: 6, y: 0, width: 1, height: 1 } }, { classIndex: 2, object: 0 });
  applyChange(planes, change!);
  expect(drawnPlane(planes.classes)).toBe('11112222');
  expect(drawnPlane(planes.objects)).toBe('4444....');
});

test('an area over the limit is refused, a place outside fills nothing', () => {
  const planes = planesFrom('......');
  expect(fillChange(planes, { x: 0, y: 0, visible, maximumPixels: 5 }, { classIndex: 1, object: 0 })).toBeNull();
  expect(fillChange(planes, { x: -1, y: 0, visible }, { classIndex: 1, object: 0 })!.classes.runs).toHaveLength(0);
});

test('a spiral is filled to its end', () => {
  const planes = planesFrom('111111\n.....1\n.111.1\n.1...1');
  expect(filled(planes, 2, 3)).toBe(picture('111111\n222221\n211121\n212221'));
});
