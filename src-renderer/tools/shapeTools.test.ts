import { expect, test } from 'vitest';
import { applyChange } from '../../src-main/core/labels/LabelChange.ts';
import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import { drawnPlane, picture, planesFrom } from '../../src-main/core/labels/testing/pictures.ts';
import { FillTool } from './fill/FillTool.ts';
import { sliceChanges } from './interpolate/interpolateStack.ts';
import { LassoTool } from './lasso/LassoTool.ts';
import { PolygonTool } from './polygon/PolygonTool.ts';
import { snapToEdge } from './polygon/snapToEdge.ts';
import { at, makeTarget } from './testing/makeTarget.ts';
import type { TestTarget } from './testing/makeTarget.ts';
import type { Tool } from './Tool.ts';

function click(tool: Tool, target: TestTarget, x: number, y: number, modifiers = {}): void {
  tool.pointerDown(at(x, y, modifiers), target);
  tool.pointerUp();
}

const empty = (): TestTarget => makeTarget(emptyLabelPlanes({ width: 8, height: 6 }), { scale: 20 });
const square = '........\n.1111...\n.1111...\n.1111...\n........\n........';

test('a polygon is closed by a click on its first corner, by Enter and by a double click', () => {
  const corners = [[1, 1], [5, 1], [5, 4], [1, 4]] as const;
  const closes: ((tool: PolygonTool, target: TestTarget) => void)[] = [
    (tool, target) => click(tool, target, 1.1, 0.9),
    (tool, target) => void tool.key('Enter', target),
    (tool, target) => {
      click(tool, target, 1.05, 4.05);
      tool.doubleClick(at(1.05, 4.05), target);
    },
  ];
  for (const close of closes) {
    const target = empty();
    const tool = new PolygonTool();
    for (const [x, y] of corners) click(tool, target, x, y);
    expect(tool.isBusy).toBe(true);
    close(tool, target);
    expect(drawnPlane(target.labels.classes)).toBe(picture(square));
    expect(target.changes.map(({ tool: name }) => name)).toEqual(['polygon']);
    expect(tool.isBusy).toBe(false);
  }
});

test('a corner is dragged, the last one taken back, and all dropped', () => {
  const target = empty();
  const tool = new PolygonTool();
  for (const [x, y] of [[1, 1], [7, 1], [5, 4], [1, 4], [0, 0]] as const) click(tool, target, x, y);
  expect(tool.key('Backspace', target)).toBe(true);
  tool.pointerDown(at(7, 1), target);
  tool.pointerMove([at(6, 1), at(5, 1)]);
  tool.pointerUp();
  expect(tool.preview?.handles).toHaveLength(4);
  tool.key('Enter', target);
  expect(drawnPlane(target.labels.classes)).toBe(picture(square));
  click(tool, target, 1, 1);
  tool.cancel();
  expect(tool.preview).toBeNull();
  expect(target.changes).toHaveLength(1);
});

test('Alt takes the polygon away', () => {
  const target = makeTarget(planesFrom('111111\n111111\n111111'), { scale: 20 });
  const tool = new PolygonTool();
  for (const [x, y] of [[1, 1], [4, 1], [4, 3]] as const) click(tool, target, x, y);
  click(tool, target, 1, 3, { alt: true });
  tool.key('Enter', target);
  expect(drawnPlane(target.labels.classes)).toBe(picture('111111\n1...11\n1...11'));
  expect(target.changes[0]).toMatchObject({ classIndex: 255 });
});

test('Ctrl snaps to the corner of a label, else to its side', () => {
  const labels = planesFrom('......\n..11..\n..11..\n......');
  expect(snapToEdge(labels, { x: 2.3, y: 0.8 }, 1)).toEqual({ x: 2, y: 1 });
  expect(snapToEdge(labels, { x: 3.1, y: 1.3 }, 1)).toEqual({ x: 3, y: 1 });
  expect(snapToEdge(labels, { x: 1, y: 1.4 }, 0.6)).toBeNull();
  const target = makeTarget(labels, { scale: 9 });
  const tool = new PolygonTool();
  click(tool, target, 2.3, 0.8, { ctrl: true });
  expect(tool.preview?.handles?.[0]?.at).toEqual({ x: 2, y: 1 });
});

test('a lasso paints what it encloses and erases with Alt', () => {
  const target = empty();
  const tool = new LassoTool();
  tool.pointerDown(at(1, 1), target);
  tool.pointerMove([at(5, 1), at(5, 4)]);
  tool.pointerMove([at(1, 4)]);
  expect(tool.preview?.lines?.[0]?.points).toHaveLength(4);
  tool.pointerUp();
  expect(drawnPlane(target.labels.classes)).toBe(picture(square));
  tool.pointerDown(at(2, 2, { alt: true }), target);
  tool.pointerMove([at(4, 2), at(4, 3), at(2, 3)]);
  tool.pointerUp();
  expect(drawnPlane(target.labels.classes)).toBe(picture(square).replace('.1111...\n.1111...\n.1111...', '.1111...\n.1..1...\n.1111...'));
});

test('a fill takes the area under the pointer; one too large is refused in words', () => {
  const target = makeTarget(planesFrom('11..\n1...'), { classIndex: 2 });
  new FillTool().pointerDown(at(0.5, 0.5), target);
  expect(drawnPlane(target.labels.classes)).toBe(picture('22..\n2...'));
  new FillTool().pointerDown(at(3.5, 1.5, { alt: false }), { ...target, visible: { x: 2, y: 0, width: 2, height: 2 } });
  expect(drawnPlane(target.labels.classes)).toBe(picture('2222\n2.22'));
  new FillTool().pointerDown(at(0.5, 0.5, { alt: true }), target);
  expect(drawnPlane(target.labels.classes)).toBe(picture('....\n....'));
});

test('slices between two labelled ones are filled, each on its own labels', () => {
  const slice = (row: string) => planesFrom(Array.from({ length: 9 }, () => row).join('\n'));
  const between = [slice('...............'), slice('...............'), slice('...............')];
  const changes = sliceChanges(slice('.1111111.......'), slice('.......1111111.'), between, 1);
  expect(changes.map(({ classes }) => classes.runs.length > 0)).toEqual([true, true, true]);
  changes.forEach((change, at) => applyChange(between[at]!, change));
  expect(drawnPlane(between[1]!.classes).split('\n')[4]).toMatch(/^\.{4,6}1+\.{4,6}$/);
});
