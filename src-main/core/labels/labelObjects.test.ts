import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectAt, isObjectThere, objectsIn, objectsOfClass, spansOfObjects } from './labelObjects.ts';
import { planesOfMap } from './LabelPlanes.ts';
import { planesFrom } from './testing/pictures.ts';

const classes = `
  .11..2.
  .11...2
  ...1..2
  0...111
`;
const objects = `
  .44....
  .44....
  ......4
  ....555
`;

test('an object is its id, also where its parts do not touch; else a connected area, over corners too', () => {
  const planes = planesFrom(classes, objects);
  expect(objectAt(planes, 1, 0)).toMatchObject({ classIndex: 1, object: 4, pixels: 5, box: { x: 1, y: 0, width: 6, height: 3 } });
  expect(objectAt(planes, 5, 0)).toMatchObject({ classIndex: 2, object: 0, pixels: 2 });
  expect(objectAt(planes, 3, 2)).toMatchObject({ classIndex: 1, object: 0, pixels: 1 });
  expect(objectAt(planes, 0, 0)).toBeNull();
});

test('a box takes every object it touches whole, and no background', () => {
  const planes = planesFrom(classes, objects);
  const found = objectsIn(planes, { x: 0, y: 1, width: 5, height: 3 });
  expect(found.map(({ object, pixels }) => [object, pixels])).toEqual([[4, 5], [0, 1], [5, 3]]);
});

test('all objects of a class', () => {
  const planes = planesFrom(classes, objects);
  expect(objectsOfClass(planes, 1).map(({ object, pixels }) => [object, pixels])).toEqual([[4, 4], [0, 1], [5, 3]]);
  expect(objectsOfClass(planes, 0)).toHaveLength(1);
});

test('an object painted over is there no more', () => {
  const planes = planesFrom(classes, objects);
  const object = objectAt(planes, 4, 3)!;
  expect(isObjectThere(planes, object)).toBe(true);
  planes.objects.fillSpan(3, 5, 6, 9);
  expect(isObjectThere(planes, object)).toBe(false);
});

test('any map: the objects of a class are its pixels, each once, and each is what a click finds', () => {
  const values = fc.array(fc.constantFrom(1, 1, 2, 255), { minLength: 300 * 6, maxLength: 300 * 6 });
  fc.assert(
    fc.property(values, (data) => {
      const planes = planesOfMap({ width: 300, height: 6, data: Uint8Array.from(data) });
      const found = objectsOfClass(planes, 1);
      expect(found.reduce((sum, { pixels }) => sum + pixels, 0)).toBe(data.filter((value) => value === 1).length);
      expect(spansOfObjects(found).length).toBeGreaterThan(0);
      for (const { spans, pixels } of found) expect(objectAt(planes, spans[1]!, spans[0]!)!.pixels).toBe(pixels);
    }),
    { numRuns: 20 },
  );
});
