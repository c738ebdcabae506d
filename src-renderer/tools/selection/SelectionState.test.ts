import { expect, test } from 'vitest';
import { applyChange, changedBox } from '../../../src-main/core/labels/LabelChange.ts';
import { objectAt } from '../../../src-main/core/labels/labelObjects.ts';
import type { LabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';
import { splitByLineChange } from '../../../src-main/core/labels/split.ts';
import { planesFrom } from '../../../src-main/core/labels/testing/pictures.ts';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { SelectTool } from '../select/SelectTool.ts';
import { at, makeTarget } from '../testing/makeTarget.ts';
import { SelectionState } from './SelectionState.svelte.ts';

const picture = '11.22\n11.22\n.....\n111..';

function setting(labels: LabelPlanes = planesFrom(picture)) {
  const listeners = new Set<(plane: string, box: PixelBox) => void>();
  const { width, height } = labels.classes;
  const image = {
    record: { id: 'image', width, height },
    labels,
    onChange: (listener: (plane: string, box: PixelBox) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as LoadedImage;
  const selection = new SelectionState();
  const target = makeTarget(labels, { image, scale: 10 });
  const changed = (box: PixelBox): void => listeners.forEach((listener) => listener('labels', box));
  return { image, labels, selection, target, tool: new SelectTool(() => selection), changed };
}

test('a click selects one, Shift adds and takes out, a drag selects what its box touches', () => {
  const { selection, target, tool } = setting();
  const click = (x: number, y: number, shift = false): void => {
    tool.pointerDown(at(x, y, { shift }), target);
    tool.pointerUp();
  };
  click(0.5, 0.5);
  expect([selection.count, selection.pixels]).toEqual([1, 4]);
  click(3.5, 0.5, true);
  expect([selection.count, selection.pixels]).toEqual([2, 8]);
  click(0.5, 0.5, true);
  expect(selection.objects.map(({ classIndex }) => classIndex)).toEqual([2]);
  tool.pointerDown(at(0.5, 1.5), target);
  tool.pointerMove([at(2.5, 3.5)]);
  expect(tool.preview?.box).toEqual({ x: 0, y: 1, width: 3, height: 3 });
  tool.pointerUp();
  expect(selection.pixels).toBe(7);
  click(2.5, 2.5);
  expect(selection.count).toBe(0);
});

test('the selection with its surroundings is what refining works on', () => {
  const { image, labels, selection } = setting();
  expect(selection.window(1)).toBeNull();
  selection.take(image, [objectAt(labels, 4, 0)!]);
  const window = selection.window(1)!;
  expect(window.box).toEqual({ x: 2, y: 0, width: 3, height: 3 });
  expect([...window.mask]).toEqual([0, 1, 1, 0, 1, 1, 0, 0, 0]);
  expect(selection.rings).toHaveLength(1);
});

test('what is painted over drops out, the rest stays', () => {
  const { changed, image, labels, selection } = setting();
  selection.take(image, [objectAt(labels, 0, 0)!, objectAt(labels, 3, 0)!]);
  labels.classes.fillSpan(0, 0, 1, 2);
  changed({ x: 0, y: 0, width: 1, height: 1 });
  expect(selection.objects.map(({ classIndex }) => classIndex)).toEqual([2]);
});

test('after a split both parts are selected', () => {
  const { image, labels, selection } = setting();
  const row = objectAt(labels, 1, 3)!;
  selection.take(image, [row]);
  const change = splitByLineChange(labels, [row], [{ x: 1.5, y: 2.5 }, { x: 1.5, y: 4.5 }]);
  applyChange(labels, change);
  expect(changedBox(change)).not.toBeNull();
  selection.reselect();
  expect(selection.count).toBe(2);
  expect(selection.pixels).toBe(3);
});
