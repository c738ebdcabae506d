import { changedSpans } from '../../src-main/core/labels/changedSpans.ts';
import { fillHolesChange } from '../../src-main/core/labels/fillHoles.ts';
import { objectAt, objectsIn, objectsOfClass } from '../../src-main/core/labels/labelObjects.ts';
import type { LabelObject } from '../../src-main/core/labels/labelObjects.ts';
import { deleteChange, mergeChange, numberChange, relabelChange } from '../../src-main/core/labels/objectEdits.ts';
import { smoothChange } from '../../src-main/core/labels/smooth.ts';
import { splitAtWaistsChange, splitByLineChange } from '../../src-main/core/labels/split.ts';
import { usualSmoothRadiusPx, usualWaistDepthPx } from '../../src-main/core/labels/selectionRules.ts';
import { discsSample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { DrawingBench } from '../pages/DrawingBench.ts';

const image = { name: 'discs.png', width: 64, height: 64 };
let bench: DrawingBench;

const isInDisc = (x: number, y: number, centreX: number, centreY: number, radius: number): boolean => Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY) <= radius;

/** Two discs that touch, a ring, a square with a spike; classes as a label file. */
function labelOf(x: number, y: number): number {
  if (isInDisc(x, y, 14, 14, 8) || isInDisc(x, y, 28, 14, 8)) return 1;
  if (isInDisc(x, y, 50, 14, 9) && !isInDisc(x, y, 50, 14, 4)) return 2;
  if (x >= 10 && x < 30 && y >= 40 && y < 56) return 1;
  if (x === 20 && y >= 34 && y < 40) return 1;
  return 255;
}

test.beforeEach(async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [{ ...discsSample(image.name), labels: labelOf }] });
  await expect(workspace.imageName).toHaveText(image.name);
  bench = new DrawingBench(workspace, program, image);
  for (let y = 0; y < 64; y++) for (let x = 0; x < 64; x++) bench.expected.classes.fillSpan(y, x, x + 1, labelOf(x, y));
  await bench.press('v');
});

const selected = (text: string | RegExp) => expect(bench.page.getByTestId('selection-count')).toHaveText(text);
const object = (x: number, y: number): LabelObject => objectAt(bench.expected, x, y)!;

async function select(x: number, y: number): Promise<LabelObject> {
  await bench.click(x, y);
  await selected(/^1 object/);
  return object(x, y);
}

test('a click selects, Shift adds, a box takes all it touches, Ctrl+A all of the class', async () => {
  const twoDiscs = await select(14, 14);
  await selected(`1 object, ${twoDiscs.pixels} px`);
  await bench.click(43, 14, ['Shift']);
  await selected(`2 objects, ${twoDiscs.pixels + object(43, 14).pixels} px`);
  await bench.drag([{ x: 25, y: 10 }, { x: 45, y: 30 }]);
  await selected(new RegExp(`^${objectsIn(bench.expected, { x: 25, y: 10, width: 20, height: 20 }).length} objects`));
  await bench.press('2', 'Control+a');
  await selected(/^2 objects/);
  await bench.click(60, 60);
  await selected('Nothing selected');
});

test('objects are merged into one', async () => {
  const first = await select(14, 14);
  await bench.click(20, 48, ['Shift']);
  await selected(/^2 objects/);
  bench.foretell(mergeChange(bench.expected, [first, object(20, 48)]));
  await bench.press('Shift+m');
  await bench.expectForetold();
  await selected(/^1 object,/);
});

test('an object is cut along a drawn line', async () => {
  const square = await select(20, 48);
  await bench.press('Shift+c');
  const line = await bench.drag([{ x: 18, y: 30 }, { x: 18.4, y: 60 }]);
  bench.foretell(splitByLineChange(bench.expected, [square], line));
  await bench.expectForetold();
  await selected(/^2 objects/);
});

test('touching discs are parted at their waist', async () => {
  const discs = await select(14, 14);
  bench.foretell(splitAtWaistsChange(bench.expected, [discs], usualWaistDepthPx));
  await bench.press('Shift+w');
  await bench.expectForetold();
  await selected(/^2 objects/);
});

test('holes are filled', async () => {
  const ring = await select(43, 14);
  bench.foretell(fillHolesChange(bench.expected, [ring]));
  await bench.press('Shift+g');
  await bench.expectForetold();
});

test('an outline is smoothed', async () => {
  const spiked = await select(20, 48);
  bench.foretell(smoothChange(bench.expected, [spiked], usualSmoothRadiusPx));
  await bench.press('Shift+s');
  await bench.expectForetold();
});

test('objects are given the class in hand, and deleted', async () => {
  const square = await select(20, 48);
  await bench.press('3');
  bench.foretell(relabelChange(bench.expected, [square], 2));
  await bench.press('Shift+r');
  await bench.expectForetold();
  bench.foretell(deleteChange(bench.expected, [object(20, 48)]));
  await bench.press('Delete');
  await bench.expectForetold();
  await selected('Nothing selected');
});

test('all objects of a class are numbered, and undone in one step', async () => {
  await bench.press('2');
  const before = objectsOfClass(bench.expected, 1);
  bench.foretell(numberChange(bench.expected, before));
  await bench.press('Shift+n');
  await bench.expectForetold();
  await bench.press('Control+z');
  for (const { spans } of before) for (let at = 0; at < spans.length; at += 3) bench.expected.objects.fillSpan(spans[at]!, spans[at + 1]!, spans[at + 2]!, 0);
  await bench.expectForetold();
});

test('a selected object that is painted over is selected no more', async () => {
  await select(20, 48);
  await bench.press('b', '3');
  await bench.click(20, 48);
  await bench.press('v');
  await selected('Nothing selected');
});

test('how far smoothing goes can be set, is shown while it is set, and lasts', async () => {
  const spiked = await select(20, 48);
  await bench.options.getByRole('button', { name: 'How far smoothing, parting and fitting go' }).click();
  const rules = bench.page.getByRole('dialog', { name: 'How far smoothing, parting and fitting go' });
  const radius = rules.getByRole('slider', { name: 'Radius', exact: true });
  for (let press = 0; press < 3; press++) await radius.press('ArrowRight');
  await expect(radius).toHaveAttribute('aria-valuetext', `${usualSmoothRadiusPx + 3} px`);
  const change = smoothChange(bench.expected, [spiked], usualSmoothRadiusPx + 3);
  await expect(bench.options.getByText(`${changedSpans(change).pixels} px would change`)).toBeVisible();
  await bench.page.keyboard.press('Escape');
  await expect(rules).toHaveCount(0);
  await bench.options.getByRole('button', { name: 'Smooth', exact: true }).click();
  bench.foretell(change);
  await bench.expectForetold();
});
