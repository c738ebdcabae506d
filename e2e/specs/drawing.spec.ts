import type { ImagePoint } from '../../src-main/core/geometry.ts';
import type { BrushShape, BrushSweep } from '../../src-main/core/labels/brush.ts';
import { fillChange } from '../../src-main/core/labels/fill.ts';
import { interpolatedChange, interpolateSlices } from '../../src-main/core/labels/interpolateSlices.ts';
import { unlabelled } from '../../src-main/core/labels/labelMap.ts';
import { emptyLabelPlanes, freshObject } from '../../src-main/core/labels/LabelPlanes.ts';
import { invertChange } from '../../src-main/core/labels/LabelChange.ts';
import { paintFor } from '../../src-main/core/labels/paint.ts';
import { strokeChange } from '../../src-main/core/labels/Stroke.ts';
import { shapeChange } from '../../src-main/core/labels/shapeChange.ts';
import { discsSample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { DrawingBench } from '../pages/DrawingBench.ts';

const image = { name: 'discs.png', width: 64, height: 64 };
const sample = discsSample(image.name);
const whole = { x: 0, y: 0, width: 64, height: 64 };

interface Brush {
  readonly classIndex: number;
  readonly diameter: number;
  readonly shape?: BrushShape;
  readonly separateObjects?: boolean;
}

/** What a stroke through these places changes, by the pure function. */
function foretold(bench: DrawingBench, path: readonly ImagePoint[], { classIndex, diameter, shape = 'round', separateObjects = false }: Brush) {
  const [first] = path;
  const paint = paintFor(bench.expected, Math.floor(first!.x), Math.floor(first!.y), { classIndex, separateObjects }, freshObject(bench.expected));
  const sweeps = path.map((to, at): BrushSweep => ({ from: path[Math.max(at - 1, 0)]!, to, radiusImagePx: diameter / 2, shape }));
  return strokeChange(bench.expected, sweeps, paint);
}

test.beforeEach(async ({ openSamples, program }, info) => {
  if (info.title.includes('slices')) return;
  const workspace = await openSamples({ samples: [sample] });
  await expect(workspace.imageName).toHaveText(image.name);
  bench = new DrawingBench(workspace, program, image);
});
let bench: DrawingBench;

test('a round brush leaves the capsule of each movement, and Shift draws a straight line on', async () => {
  await bench.press('b', '2');
  await bench.setBrush(7);
  const path = await bench.drag([{ x: 10, y: 12 }, { x: 40, y: 15 }, { x: 44, y: 40 }]);
  bench.foretell(foretold(bench, path, { classIndex: 1, diameter: 7 }));
  const corner = await bench.click(12, 55, ['Shift']);
  bench.foretell(foretold(bench, [path.at(-1)!, corner], { classIndex: 1, diameter: 7 }));
  await bench.expectForetold();
});

test('a square brush leaves squares, its size set by the wheel', async () => {
  await bench.press('b', '3');
  await bench.setBrush(7);
  await bench.options.getByRole('button', { name: 'Square' }).click();
  await bench.pointAt(20, 20);
  await bench.page.keyboard.down('Shift');
  await bench.page.mouse.wheel(0, -120);
  await bench.page.keyboard.up('Shift');
  await expect(bench.options.getByText('9 px')).toBeVisible();
  const path = await bench.drag([{ x: 20, y: 20 }, { x: 33, y: 41 }]);
  bench.foretell(foretold(bench, path, { classIndex: 2, diameter: 9, shape: 'square' }));
  await bench.expectForetold();
});

test('the eraser, and the brush with Alt, take labels away', async () => {
  await bench.press('b', '2');
  await bench.setBrush(14);
  bench.foretell(foretold(bench, await bench.drag([{ x: 16, y: 32 }, { x: 48, y: 32 }]), { classIndex: 1, diameter: 14 }));
  await bench.press('e');
  await bench.setBrush(7);
  bench.foretell(foretold(bench, await bench.drag([{ x: 16, y: 29 }, { x: 30, y: 34 }]), { classIndex: unlabelled, diameter: 7 }));
  await bench.press('b');
  bench.foretell(foretold(bench, await bench.drag([{ x: 44, y: 30 }, { x: 50, y: 36 }], ['Alt']), { classIndex: unlabelled, diameter: 7 }));
  await bench.expectForetold();
});

test('Escape drops a stroke as if it had not been', async () => {
  await bench.press('b', '2');
  await bench.setBrush(7);
  bench.foretell(foretold(bench, await bench.drag([{ x: 10, y: 10 }, { x: 20, y: 10 }]), { classIndex: 1, diameter: 7 }));
  await bench.pointAt(30, 30);
  await bench.page.mouse.down();
  await bench.pointAt(50, 50);
  await bench.page.keyboard.press('Escape');
  await bench.page.mouse.up();
  await bench.expectForetold();
});

test('strokes become objects apart, and one that begins on an object extends it', async () => {
  await bench.press('b', '2');
  await bench.setBrush(7);
  await bench.options.getByRole('button', { name: 'Separate objects' }).click();
  const brush = { classIndex: 1, diameter: 7, separateObjects: true };
  for (const path of [
    [{ x: 12, y: 12 }, { x: 20, y: 12 }],
    [{ x: 12, y: 30 }, { x: 20, y: 30 }],
    [{ x: 20, y: 12 }, { x: 20, y: 20 }],
  ]) {
    bench.foretell(foretold(bench, await bench.drag(path), brush));
  }
  await bench.expectForetold();
  expect(freshObject(bench.expected)).toBe(3);
});

test('a polygon is clicked, a corner dragged, closed by Enter; a second taken away with Alt', async () => {
  await bench.press('p', '2');
  const first = await bench.click(8, 8);
  await bench.click(50, 10);
  const third = await bench.click(52, 48);
  const fourth = await bench.click(10, 50);
  await bench.click(4, 30);
  await bench.page.keyboard.press('Backspace');
  const [, dragged] = await bench.drag([{ x: 50, y: 10 }, { x: 40, y: 12 }]);
  await bench.page.keyboard.press('Enter');
  bench.foretell(shapeChange(bench.expected, [first, dragged!, third, fourth], { classIndex: 1, separateObjects: false }));
  const hole = [await bench.click(20, 20), await bench.click(32, 20), await bench.click(32, 32), await bench.click(20, 32)];
  await bench.click(20, 20, ['Alt']);
  bench.foretell(shapeChange(bench.expected, hole, { classIndex: unlabelled, separateObjects: false }));
  await bench.expectForetold();
});

test('Ctrl snaps a corner of a polygon to a label, a double click closes it', async () => {
  await bench.press('b', '2');
  await bench.setBrush(14);
  await bench.options.getByRole('button', { name: 'Square' }).click();
  bench.foretell(foretold(bench, [await bench.click(20, 20)], { classIndex: 1, diameter: 14, shape: 'square' }));
  await bench.press('p', '3');
  await bench.click(27.4, 13.3, ['Control']);
  const second = await bench.click(50, 20);
  const third = await bench.click(40, 45);
  const screen = await bench.drag([{ x: 40, y: 45 }]);
  expect(screen[0]).toEqual(third);
  await bench.page.keyboard.press('Enter');
  bench.foretell(shapeChange(bench.expected, [{ x: 27, y: 13 }, second, third], { classIndex: 2, separateObjects: false }));
  await bench.expectForetold();
});

test('a lasso paints what it goes around', async () => {
  await bench.press('l', '3');
  const path = await bench.drag([{ x: 10, y: 10 }, { x: 50, y: 14 }, { x: 30, y: 30 }, { x: 52, y: 50 }, { x: 12, y: 44 }]);
  bench.foretell(shapeChange(bench.expected, path, { classIndex: 2, separateObjects: false }));
  await bench.expectForetold();
});

test('a fill takes the area inside a closed line, and then the ground around it', async () => {
  await bench.press('p', '2');
  const corners = [await bench.click(10, 10), await bench.click(54, 10), await bench.click(54, 54), await bench.click(10, 54)];
  await bench.page.keyboard.press('Enter');
  bench.foretell(shapeChange(bench.expected, corners, { classIndex: 1, separateObjects: false }));
  await bench.press('g', '3');
  for (const place of [{ x: 30, y: 30 }, { x: 3, y: 3 }]) {
    const { x, y } = await bench.click(place.x, place.y);
    bench.foretell(fillChange(bench.expected, { x: Math.floor(x), y: Math.floor(y), visible: whole }, { classIndex: 2, object: 0 }));
  }
  await bench.expectForetold();
});

test('undo and redo go back and forth through all tools', async () => {
  await bench.press('b', '2');
  await bench.setBrush(7);
  const stroke = foretold(bench, await bench.drag([{ x: 10, y: 12 }, { x: 40, y: 15 }]), { classIndex: 1, diameter: 7 });
  bench.foretell(stroke);
  await bench.press('l', '3');
  const lasso = shapeChange(bench.expected, await bench.drag([{ x: 10, y: 10 }, { x: 50, y: 14 }, { x: 30, y: 40 }]), { classIndex: 2, separateObjects: false });
  bench.foretell(lasso);
  await bench.press('g', '2');
  const { x, y } = await bench.click(60, 60);
  const fill = fillChange(bench.expected, { x: Math.floor(x), y: Math.floor(y), visible: whole }, { classIndex: 1, object: 0 })!;
  bench.foretell(fill);
  await bench.expectForetold();
  for (const change of [fill, lasso, stroke]) {
    await bench.press('Control+z');
    bench.foretell(invertChange(change));
    await bench.expectForetold();
  }
  for (const change of [stroke, lasso, fill]) {
    await bench.press('Control+Shift+z');
    bench.foretell(change);
    await bench.expectForetold();
  }
});

test('one finger draws, two zoom and leave no stroke', async () => {
  await bench.press('b', '2');
  await bench.setBrush(7);
  const touches = await bench.page.context().newCDPSession(bench.page);
  const box = (await bench.page.getByRole('application').boundingBox())!;
  const finger = (id: number, dx: number) => ({ id, x: Math.round(box.x + box.width / 2) + dx, y: Math.round(box.y + box.height / 2) });
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { id: number; x: number; y: number }[]) => touches.send('Input.dispatchTouchEvent', { type, touchPoints });
  const zoom = bench.page.getByTestId('cursor-readout');
  const before = await zoom.textContent();
  await touch('touchStart', [finger(1, -20)]);
  await touch('touchStart', [finger(1, -20), finger(2, 20)]);
  await touch('touchMove', [finger(1, -60), finger(2, 60)]);
  await touch('touchEnd', []);
  await expect.poll(() => zoom.textContent()).not.toBe(before);
  await bench.press('0');
  const path = await bench.drag([{ x: 30, y: 30 }, { x: 36, y: 30 }]);
  bench.foretell(foretold(bench, path, { classIndex: 1, diameter: 7 }));
  await bench.expectForetold();
});

test('slices between two labelled ones are filled as one step', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [{ name: 'stack.tif', width: 64, height: 64, slices: 5, draw: (x) => x }] });
  const records = (await program.host.client.images.list()).filter(({ stack }) => stack).sort((first, second) => first.stack!.index - second.stack!.index);
  expect(records).toHaveLength(5);
  const benches = records.map(({ name }) => new DrawingBench(workspace, program, { name, width: 64, height: 64 }));
  const draw = async (at: number, corners: readonly (readonly [number, number])[]): Promise<void> => {
    await workspace.showImage(records[at]!.name);
    await benches[at]!.press('p', '2');
    const clicked: ImagePoint[] = [];
    for (const [x, y] of corners) clicked.push(await benches[at]!.click(x, y));
    await benches[at]!.page.keyboard.press('Enter');
    benches[at]!.foretell(shapeChange(benches[at]!.expected, clicked, { classIndex: 1, separateObjects: false }));
    await benches[at]!.expectForetold();
  };
  await draw(0, [[10, 10], [40, 10], [40, 40], [10, 40]]);
  await draw(4, [[20, 20], [56, 20], [56, 50], [20, 50]]);
  await benches[4]!.press('i');
  const shapes = interpolateSlices(benches[0]!.expected, benches[4]!.expected, 1, 3);
  for (const [at, shape] of shapes.entries()) {
    const between = benches[at + 1]!;
    between.foretell(interpolatedChange(between.expected, shape, 1));
    await between.expectForetold();
  }
  await benches[4]!.press('Control+z');
  const empty = emptyLabelPlanes({ width: 64, height: 64 });
  for (const at of [1, 2, 3]) await benches[at]!.expectForetold(empty);
  await benches[4]!.expectForetold();
});
