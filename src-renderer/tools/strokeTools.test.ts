import { expect, test } from 'vitest';
import { unlabelled } from '../../src-main/core/labels/labelMap.ts';
import { changedPixels } from '../../src-main/core/labels/LabelChange.ts';
import { drawnPlane, planesFrom } from '../../src-main/core/labels/testing/pictures.ts';
import { BrushTool } from './brush/BrushTool.ts';
import { EraserTool } from './eraser/EraserTool.ts';
import { pressedRadius } from './stroke/StrokeGesture.ts';
import { at, makeTarget } from './testing/makeTarget.ts';

test('one gesture of the brush is one change, painted as it goes', () => {
  const target = makeTarget(undefined, { classIndex: 2 });
  const brush = new BrushTool();
  brush.pointerDown(at(3, 3), target);
  expect(target.boxes).toBe(1);
  brush.pointerMove([at(8, 3), at(15, 3)]);
  expect(target.boxes).toBe(3);
  expect(target.labels.classes.get(10, 3)).toBe(2);
  expect(target.changes).toHaveLength(0);
  brush.pointerUp();
  expect(target.changes.map(({ tool, classIndex }) => [tool, classIndex])).toEqual([['brush', 2]]);
  const painted = [...drawnPlane(target.labels.classes)].filter((sign) => sign === '2');
  expect(changedPixels(target.changes[0]!.change)).toEqual({ classes: painted.length, objects: 0 });
});

test('a move without a button does nothing', () => {
  const target = makeTarget();
  const brush = new BrushTool();
  brush.pointerMove([at(5, 5)]);
  brush.pointerUp();
  expect(target.boxes + target.changes.length).toBe(0);
});

test('a cancelled gesture leaves the labels as they were and no change', () => {
  const target = makeTarget();
  for (let y = 0; y < 5; y++) target.labels.classes.fillSpan(y, 0, 20, 0);
  const before = drawnPlane(target.labels.classes);
  const brush = new BrushTool();
  brush.pointerDown(at(3, 3), target);
  brush.pointerMove([at(15, 15)]);
  expect(drawnPlane(target.labels.classes)).not.toBe(before);
  brush.cancel();
  brush.pointerUp();
  expect(drawnPlane(target.labels.classes)).toBe(before);
  expect(target.changes).toHaveLength(0);
});

test('the eraser, and the brush with Alt, leave pixels without a label and without an object', () => {
  for (const [tool, modifiers] of [[new EraserTool(), {}], [new BrushTool(), { alt: true }]] as const) {
    const target = makeTarget(planesFrom('11111', '44444'), { radiusImagePx: 0.5, shape: 'square' });
    tool.pointerDown(at(2.5, 0.5, modifiers), target);
    tool.pointerUp();
    expect(drawnPlane(target.labels.classes)).toBe('11.11');
    expect(drawnPlane(target.labels.objects)).toBe('44.44');
    expect(target.changes[0]).toMatchObject({ tool: 'eraser', classIndex: unlabelled });
  }
});

test('Shift draws a straight line from the end of the last stroke', () => {
  const target = makeTarget(undefined, { radiusImagePx: 0.5, shape: 'square' });
  const brush = new BrushTool();
  brush.pointerDown(at(2.5, 2.5), target);
  brush.pointerUp();
  brush.hover(at(9.5, 2.5, { shift: true }), target);
  expect(brush.preview?.lines?.[0]?.points).toEqual([{ x: 2.5, y: 2.5 }, { x: 9.5, y: 2.5 }]);
  brush.pointerDown(at(9.5, 2.5, { shift: true }), target);
  brush.pointerUp();
  expect(drawnPlane(target.labels.classes).split('\n')[2]).toBe('..11111111..........');
});

test('strokes apart are objects apart where asked for; one that begins on an object extends it', () => {
  const target = makeTarget(planesFrom('..........'), { separateObjects: true, radiusImagePx: 0.5, shape: 'square' });
  const brush = new BrushTool();
  for (const [from, to] of [[1.5, 2.5], [5.5, 6.5], [2.5, 3.5]] as const) {
    brush.pointerDown(at(from, 0.5), target);
    brush.pointerMove([at(to, 0.5)]);
    brush.pointerUp();
  }
  expect(drawnPlane(target.labels.objects)).toBe('.111.22...');
});

test('a pen pressed lightly paints thinner, never nothing', () => {
  expect(pressedRadius(10, 1)).toBe(10);
  expect(pressedRadius(10, 0)).toBeCloseTo(3, 12);
  expect(pressedRadius(10, 5)).toBe(10);
});
