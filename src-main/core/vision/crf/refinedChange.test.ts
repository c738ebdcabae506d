import { expect, test } from 'vitest';
import { applyChange, isEmptyChange } from '../../labels/LabelChange.ts';
import { objectAt } from '../../labels/labelObjects.ts';
import { drawnPlane, picture, planesFrom } from '../../labels/testing/pictures.ts';
import { maskFrom } from '../testing/masks.ts';
import { refinedChange } from './refinedChange.ts';

const classes = `
  000000
  001100
  001122
  ......
`;
const objects = `
  ......
  ..55..
  ..5566
  ......
`;

function refine(mask: string, drawnClasses = classes, drawnObjects: string | undefined = objects) {
  const planes = planesFrom(drawnClasses, drawnObjects);
  const { width, height } = planes.classes;
  const change = refinedChange(planes, [{ object: objectAt(planes, 2, 1)!, box: { x: 0, y: 0, width, height }, mask: maskFrom(mask).data }]);
  applyChange(planes, change);
  return { planes, change };
}

test('an object grows over free pixels alone and takes its number along', () => {
  const { planes } = refine(`
    ..##..
    .####.
    .#####
    .##...
  `);
  expect(drawnPlane(planes.classes)).toBe(picture(`
    001100
    011110
    011122
    .11...
  `));
  expect(drawnPlane(planes.objects)).toBe(picture(`
    ..55..
    .5555.
    .55566
    .55...
  `));
});

test('what leaves becomes what is free beside it', () => {
  const { planes } = refine(`
    ......
    ..#...
    ..#...
    ......
  `);
  expect(drawnPlane(planes.classes)).toBe(picture(`
    000000
    001000
    001.22
    ......
  `));
  // The upper pixel that left lies beside background, the lower one beside unlabelled ground.
  expect(planes.objects.get(3, 1)).toBe(0);
});

test('an object with nothing free around it leaves pixels unlabelled', () => {
  const { planes } = refine('###\n...', '111\n111', '');
  expect(drawnPlane(planes.classes)).toBe('111\n...');
});

test('the same mask changes nothing', () => {
  const { change } = refine(`
    ......
    ..##..
    ..##..
    ......
  `);
  expect(isEmptyChange(change)).toBe(true);
});
