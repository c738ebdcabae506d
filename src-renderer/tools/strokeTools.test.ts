import { expect, test } from 'vitest';
import { emptyLabelMap, unlabelled } from '../../src-main/core/labels/labelMap.ts';
import { changedPixelCount } from '../../src-main/core/labels/maskDiff.ts';
import { BrushTool } from './brush/BrushTool.ts';
import { EraserTool } from './eraser/EraserTool.ts';
import { pressedRadius } from './stroke/StrokeGesture.ts';
import type { ToolChange, ToolPoint, ToolTarget } from './Tool.ts';

const at = (x: number, y: number, pressure = 1): ToolPoint => ({ point: { x, y }, pressure });

function makeTarget(classIndex = 1): ToolTarget & { changes: ToolChange[]; boxes: number } {
  const target = {
    labels: emptyLabelMap(20, 20),
    radiusImagePx: 2,
    classIndex,
    changes: [] as ToolChange[],
    boxes: 0,
    painted: () => void target.boxes++,
    commit: (change: ToolChange) => void target.changes.push(change),
  };
  return target;
}

test('one gesture of the brush is one change, painted as it goes', () => {
  const target = makeTarget(2);
  const brush = new BrushTool();
  brush.pointerDown(at(3, 3), target);
  expect(target.boxes).toBe(1);
  brush.pointerMove([at(8, 3), at(15, 3)]);
  expect(target.boxes).toBe(3);
  expect(target.labels.data[3 * 20 + 10]).toBe(2);
  expect(target.changes).toHaveLength(0);
  brush.pointerUp();
  expect(target.changes.map(({ tool, classIndex }) => [tool, classIndex])).toEqual([['brush', 2]]);
  expect(changedPixelCount(target.changes[0]!.diff)).toBe(target.labels.data.filter((value) => value === 2).length);
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
  target.labels.data.fill(0, 0, 100);
  const before = target.labels.data.slice();
  const brush = new BrushTool();
  brush.pointerDown(at(3, 3), target);
  brush.pointerMove([at(15, 15)]);
  brush.cancel();
  brush.pointerUp();
  expect(target.labels.data).toEqual(before);
  expect(target.changes).toHaveLength(0);
});

test('the eraser leaves pixels without a label', () => {
  const target = makeTarget();
  target.labels.data.fill(1);
  const eraser = new EraserTool();
  eraser.pointerDown(at(10, 10), target);
  eraser.pointerUp();
  expect(target.labels.data[10 * 20 + 10]).toBe(unlabelled);
  expect(target.changes[0]).toMatchObject({ tool: 'eraser', classIndex: unlabelled });
});

test('a pen pressed lightly paints thinner, never nothing', () => {
  expect(pressedRadius(10, 1)).toBe(10);
  expect(pressedRadius(10, 0)).toBeCloseTo(3, 12);
  expect(pressedRadius(10, 5)).toBe(10);
});
