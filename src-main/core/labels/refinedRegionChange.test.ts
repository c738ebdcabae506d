import { expect, test } from 'vitest';
import { applyChange, isEmptyChange } from './LabelChange.ts';
import { refinedRegionChange } from './refinedRegionChange.ts';
import { drawnPlane, picture, planesFrom } from './testing/pictures.ts';

const box = { x: 1, y: 0, width: 3, height: 2 };
const classes = Uint8Array.of(2, 1, 0, 2, 1, 0);

test('unlabelled pixels of the region take the refined classes, all others stay', () => {
  const planes = planesFrom('.....\n..0..', '');
  const change = refinedRegionChange(planes, { box, mask: Uint8Array.of(1, 1, 0, 0, 1, 1), classes });
  applyChange(planes, change);
  expect(drawnPlane(planes.classes)).toBe(picture('.21..\n..00.'));
});

test('a region without unlabelled pixels is not changed', () => {
  const planes = planesFrom('00000\n00000', '');
  expect(isEmptyChange(refinedRegionChange(planes, { box, mask: new Uint8Array(6).fill(1), classes }))).toBe(true);
});
