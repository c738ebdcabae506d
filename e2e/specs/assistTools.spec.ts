import { regionMaskUrl } from '../../src-main/contract/pixelUrls.ts';
import { objectAt } from '../../src-main/core/labels/labelObjects.ts';
import { applyChange } from '../../src-main/core/labels/LabelChange.ts';
import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import type { LabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import { maskOfSpans, widenBox } from '../../src-main/core/labels/spans.ts';
import { boxProposal } from '../../src-main/core/vision/boxProposal.ts';
import { trainForest } from '../../src-main/core/vision/classifier/extraTrees.ts';
import { pixelFeatures } from '../../src-main/core/vision/classifier/pixelFeatures.ts';
import { predictForest } from '../../src-main/core/vision/classifier/predictForest.ts';
import { samplePixels } from '../../src-main/core/vision/classifier/samplePixels.ts';
import { usualCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import { refineMask } from '../../src-main/core/vision/crf/refineMask.ts';
import { refinedChange } from '../../src-main/core/vision/crf/refinedChange.ts';
import { brightnessOf, toDisplayUnits } from '../../src-main/core/vision/displayUnits.ts';
import { magicWand } from '../../src-main/core/vision/magicWand.ts';
import { regionGrow } from '../../src-main/core/vision/regionGrow.ts';
import type { DisplayWindow } from '../../src-main/core/vision/SampleWindow.ts';
import { slic } from '../../src-main/core/vision/slic.ts';
import { smartStroke } from '../../src-main/core/vision/smartStroke.ts';
import { superpixelsUnder } from '../../src-main/core/vision/superpixelBrush.ts';
import { sweptMask } from '../../src-main/core/vision/sweptMask.ts';
import { thresholdRegion, thresholdStart } from '../../src-main/core/vision/thresholdRegion.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import { imageNamed, readLabels, readSamples } from '../data/readPixels.ts';
import { readWholePlane, readWholeSamples } from '../data/readWhole.ts';
import type { Sample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import type { Program } from '../hosts/Program.ts';
import { FittedImage } from '../pages/FittedImage.ts';
import type { WorkspacePage } from '../pages/WorkspacePage.ts';

/*
 * Each tool that proposes leaves exactly the pixels that its pure function gives for the same samples and labels, both
 * read back from the program.
 */

const side = 64;
const name = 'discs.png';
const wholeBox = { x: 0, y: 0, width: side, height: side };
const inDisc = (x: number, y: number, centre: number, radius: number): boolean => Math.hypot(x + 0.5 - centre, y + 0.5 - centre) <= radius;

/** Two discs of unlike brightness on shaded ground, with a fine pattern that keeps any two neighbours apart. */
const discs: Sample = {
  name,
  width: side,
  height: side,
  draw: (x, y) => {
    const base = inDisc(x, y, 20, 9) ? 190 : inDisc(x, y, 44, 10) ? 150 : 30 + x / 2;
    return Math.round(base + 6 * ((x * 7 + y * 13) % 3));
  },
};

async function displayWindow(program: Program): Promise<DisplayWindow> {
  const image = await imageNamed(program, name);
  const window = { width: side, height: side, channels: 1, samples: await readSamples(program, name) };
  return toDisplayUnits(window, [image.displayRange]);
}

/** The mask as classes: `classIndex` where chosen, what was there before elsewhere. */
function painted(mask: Uint8Array, before: Uint8Array = new Uint8Array(mask.length).fill(255), classIndex = 1): Uint8Array {
  return before.map((value, index) => (mask[index] === 1 ? classIndex : value));
}

function classesOf({ classes }: LabelPlanes): Uint8Array {
  return classes.readBox({ x: 0, y: 0, width: classes.width, height: classes.height });
}

/** Compares as pictures: a failure shows where. */
function rows(classes: Uint8Array, width = side): string[] {
  return Array.from({ length: classes.length / width }, (_, y) =>
    Array.from(classes.subarray(y * width, (y + 1) * width), (value) => (value === 255 ? '.' : String(value))).join(''),
  );
}

async function expectSaved(program: Program, workspace: WorkspacePage, wanted: Uint8Array): Promise<void> {
  await expect(workspace.savedState).toHaveText(/^Saved /);
  expect(rows(classesOf(await readLabels(program, name)))).toEqual(rows(wanted));
}

async function opened(workspace: WorkspacePage): Promise<FittedImage> {
  const image = new FittedImage(workspace, { width: side, height: side });
  await image.fit();
  return image;
}

async function takeTool(workspace: WorkspacePage, key: string, tool: string): Promise<void> {
  await workspace.canvas.press(key);
  await expect(workspace.page.getByRole('navigation', { name: 'Tools' }).getByRole('button', { name: tool, exact: true })).toHaveAttribute('aria-pressed', 'true');
}

test('the wand takes the connected pixels of a like colour', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [discs] });
  const image = await opened(workspace);
  await takeTool(workspace, 'w', 'Wand');
  await image.click(20, 20);
  const mask = magicWand(await displayWindow(program), { x: 20, y: 20 }, { tolerance: 24, connectivity: 4, comparedTo: 'seed' });
  expect(mask.data.filter((value) => value === 1).length).toBeGreaterThan(100);
  await expectSaved(program, workspace, painted(mask.data));
});

test('a drag upwards widens the wand, Escape drops it, and its options count', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [discs] });
  const image = await opened(workspace);
  await takeTool(workspace, 'w', 'Wand');
  const { mouse } = workspace.page;
  await image.pointAt(4, 40);
  await mouse.down();
  await mouse.move(10, 10);
  await expect(workspace.page.getByText(/^Tolerance \d+: [\d,]+ px$/)).toBeVisible();
  await workspace.canvas.press('Escape');
  await mouse.up();
  await expect(workspace.savedState).toHaveText('No changes yet');
  await workspace.page.getByRole('radio', { name: '8, with corners' }).click();
  await workspace.page.getByRole('radio', { name: 'The region so far' }).click();
  await image.click(4, 40);
  const mask = magicWand(await displayWindow(program), { x: 4, y: 40 }, { tolerance: 24, connectivity: 8, comparedTo: 'regionMean' });
  await expectSaved(program, workspace, painted(mask.data));
});

test('the superpixel brush paints all of the superpixels it touches', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [discs] });
  const image = await opened(workspace);
  await takeTool(workspace, 's', 'Superpixels');
  // One pixel wide: what it touches is certain.
  for (let press = 0; press < 12; press++) await workspace.canvas.press('[');
  await image.drag({ x: 18, y: 20 }, { x: 24, y: 20 });
  const box = wholeBox;
  const { ids } = slic(await displayWindow(program), { sidePx: 14, compactness: 10, colour: 'channels' });
  const sweep = { from: { x: 18.5, y: 20.5 }, to: { x: 24.5, y: 20.5 }, radiusImagePx: 0.5 };
  const { mask } = maskOfSpans(superpixelsUnder(box, [{ box, ids }], [sweep]), box);
  expect(mask.filter((value) => value === 1).length).toBeGreaterThan(50);
  await expectSaved(program, workspace, painted(mask));
});

/** A strip of ground and a strip of disc, labelled beforehand. */
const labelledDiscs: Sample = {
  ...discs,
  labels: (x, y) => (y < 3 ? 0 : y > 40 && y < 48 && x > 40 && x < 48 ? 1 : 255),
};

test('the smart brush paints the pixels that its classifier gives to the class', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [labelledDiscs] });
  const image = await opened(workspace);
  const before = classesOf(await readLabels(program, name));
  await takeTool(workspace, 'm', 'Smart brush');
  for (let press = 0; press < 12; press++) await workspace.canvas.press('[');
  // 1, 2, 3, …, 8, then 9 px: a radius of 4.5 px passes no pixel's middle closer than 0.1 px.
  for (let press = 0; press < 8; press++) await workspace.canvas.press(']');
  await image.click(51, 50);
  const features = pixelFeatures(await displayWindow(program), wholeBox);
  const forest = trainForest(samplePixels([{ features, classes: before }], { classCount: 3, seed: 1 }));
  const stamp = { from: { x: 51.5, y: 50.5 }, to: { x: 51.5, y: 50.5 }, radiusImagePx: 4.5 };
  const stroke = sweptMask(wholeBox, [stamp], wholeBox);
  const mask = smartStroke(predictForest(forest, features), stroke, 1, 0.5);
  const [taken, under] = [mask, stroke].map(({ data }) => data.filter((value) => value === 1).length);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(under!);
  await expectSaved(program, workspace, painted(mask.data, before));
});

test('the smart brush says what it needs before it can learn', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [discs] });
  const image = await opened(workspace);
  await takeTool(workspace, 'm', 'Smart brush');
  await image.click(20, 20);
  await expect(workspace.page.getByText(/^Paint a little of two classes or more/)).toBeVisible();
  await expect(workspace.savedState).toHaveText('No changes yet');
});

test('a threshold is shown in its box, moved by keys, and applied by Enter alone', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [discs] });
  const image = await opened(workspace);
  await takeTool(workspace, 't', 'Threshold');
  const told = workspace.page.getByText(/Enter applies, Escape drops/);
  await image.drag({ x: 5, y: 5 }, { x: 40, y: 40 });
  await expect(told).toBeVisible();
  await workspace.canvas.press('Escape');
  await expect(told).toHaveCount(0);
  await expect(workspace.savedState).toHaveText('No changes yet');

  await image.drag({ x: 5, y: 5 }, { x: 40, y: 40 });
  await expect(told).toBeVisible();
  await workspace.canvas.press('ArrowUp');
  await workspace.canvas.press('ArrowUp');
  await workspace.canvas.press('Enter');
  const box = { x: 5, y: 5, width: 36, height: 36 };
  const shown = await displayWindow(program);
  const values = Float32Array.from({ length: 36 * 36 }, (_, at) => shown.values[(5 + Math.floor(at / 36)) * side + 5 + (at % 36)]!);
  const brightness = brightnessOf({ width: 36, height: 36, channels: 1, values }, null);
  const threshold = Math.round(thresholdStart(brightness, null)! * 2) / 2 + 2;
  const part = thresholdRegion(brightness, null, { threshold, objects: 'light', smallestObjectPx: 10 });
  const mask = new Uint8Array(side * side);
  part.data.forEach((value, at) => (mask[(box.y + Math.floor(at / 36)) * side + box.x + (at % 36)] = value));
  expect(part.data).toContain(1);
  await expectSaved(program, workspace, painted(mask));
});

test('selected objects are fitted to the edges of the image', async ({ openSamples, program }) => {
  const drawn: Sample = { ...discs, labels: (x, y) => (inDisc(x - 2, y + 1, 20, 9) ? 1 : 0) };
  const workspace = await openSamples({ samples: [drawn] });
  const image = await opened(workspace);
  const before = await readLabels(program, name);
  await takeTool(workspace, 'v', 'Select');
  await image.click(22, 20);
  await workspace.canvas.press('Shift+E');
  await expect(workspace.page.getByText(/^Fitted to the edges: \d+ px changed\.$/)).toBeVisible();

  const object = objectAt(before, 22, 20)!;
  const box = widenBox(object.box, 24, before.classes);
  const { values } = await displayWindow(program);
  const cut = Float32Array.from({ length: box.width * box.height }, (_, at) => values[(box.y + Math.floor(at / box.width)) * side + box.x + (at % box.width)]!);
  const mask = { width: box.width, height: box.height, data: maskOfSpans(object.spans, box).mask };
  const refined = refineMask({ width: box.width, height: box.height, channels: 1, values: cut }, mask, null, { ...usualCrf, trust: 0.75 });
  const after = emptyLabelPlanes(before.classes);
  after.classes.writeBox(wholeBox, classesOf(before));
  applyChange(after, refinedChange(before, [{ object, box, mask: refined.data }]));
  await expectSaved(program, workspace, classesOf(after));
});

/** Fits the demo's image in sight. */
async function demoImage(program: Program, workspace: WorkspacePage): Promise<{ image: FittedImage; record: ImageRecord; modelId: string }> {
  const fileName = (await workspace.imageName.innerText()).trim();
  await workspace.showImage(fileName);
  const record = await imageNamed(program, fileName);
  const model = (await program.host.client.models.list()).find(({ state }) => state === 'inUse');
  if (!model) throw new Error('the demo has no model in use');
  const image = new FittedImage(workspace, record);
  await image.fit();
  return { image, record, modelId: model.id };
}

test('a region grows over what the networks hold for the class', async ({ demoWorkspace: workspace, program }) => {
  const { image, record, modelId } = await demoImage(program, workspace);
  const { width, height, name: fileName } = record;
  const values = await readWholePlane(program, record, 'probability-1', modelId);
  const before = classesOf(await readLabels(program, fileName));
  // Somewhere sure, not at the image's edge.
  const at = values.findIndex((value, index) => value > 240 && index % width > 20 && index % width < width - 20 && index > 20 * width);
  const seed = { x: at % width, y: Math.floor(at / width) };
  await takeTool(workspace, 'y', 'Region grow');
  await image.click(seed.x, seed.y);
  await expect(workspace.savedState).toHaveText(/^Saved /);
  const mask = regionGrow({ width, height, values }, seed, { threshold: 0.5, connectivity: 4 });
  expect(rows(classesOf(await readLabels(program, fileName)), width)).toEqual(rows(painted(mask.data, before), width));
});

test('a box is predicted anew and labelled by Enter, by its class alone with Shift, not at all with Escape', async ({ demoWorkspace: workspace, program }) => {
  const { image, record } = await demoImage(program, workspace);
  const { id, name: fileName, width } = record;
  const before = classesOf(await readLabels(program, fileName));
  const box = { x: 30, y: 40, width: 41, height: 31 };
  const drag = (): Promise<void> => image.drag({ x: 30, y: 40 }, { x: 70, y: 70 });
  const proposed = workspace.page.getByText(/^The networks see this in the box/);
  await takeTool(workspace, 'r', 'Box prompt');
  await drag();
  await expect(proposed).toBeVisible();
  await workspace.canvas.press('Escape');
  await expect(proposed).toHaveCount(0);
  expect(rows(classesOf(await readLabels(program, fileName)), width)).toEqual(rows(before, width));

  const { classCount, probabilities } = await program.host.client.assist.predictBox({ imageId: id, box });
  const classes = boxProposal({ width: box.width, height: box.height, classCount, values: new Uint8Array(await probabilities.arrayBuffer()) });
  const wanted = (isTaken: (value: number) => boolean): Uint8Array => {
    const after = before.slice();
    classes.forEach((value, index) => {
      if (isTaken(value)) after[(box.y + Math.floor(index / box.width)) * width + box.x + (index % box.width)] = value;
    });
    return after;
  };
  await drag();
  await expect(proposed).toBeVisible();
  await workspace.canvas.press('Shift+Enter');
  await expect(proposed).toHaveCount(0);
  await expect(workspace.savedState).toHaveText(/^Saved /);
  expect(rows(classesOf(await readLabels(program, fileName)), width)).toEqual(rows(wanted((value) => value === 1), width));

  await drag();
  await expect(proposed).toBeVisible();
  await workspace.canvas.press('Enter');
  await expect(proposed).toHaveCount(0);
  await expect(workspace.savedState).toHaveText(/^Saved /);
  expect(rows(classesOf(await readLabels(program, fileName)), width)).toEqual(rows(wanted(() => true), width));
});

test('the threshold keeps to the region in review', async ({ demoWorkspace: workspace, program }) => {
  const { client, pixels } = program.host;
  const fileName = (await workspace.imageName.innerText()).trim();
  const record = await imageNamed(program, fileName);
  const before = classesOf(await readLabels(program, fileName));
  const { regions } = await client.review.queue({ limit: 1, includeSettled: false, imageId: null });
  const region = regions[0]!;
  expect(region.imageId).toBe(record.id);

  await takeTool(workspace, 't', 'Threshold');
  await workspace.page.getByRole('combobox', { name: /^Inside:/ }).click();
  await workspace.page.getByRole('option', { name: 'The region' }).click();
  await workspace.canvas.press('Enter');
  await expect(workspace.page.getByText(/Enter applies, Escape drops/)).toBeVisible();
  await workspace.canvas.press('Enter');
  await expect(workspace.savedState).toHaveText(/^Saved /);

  const { box } = region;
  const inside = { width: box.width, height: box.height, data: new Uint8Array(await pixels(regionMaskUrl(region.id))) };
  const samples = await readWholeSamples(program, record);
  const { channels, width } = record;
  const part = Uint8Array.from({ length: box.width * box.height * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    return samples[((box.y + Math.floor(pixel / box.width)) * width + box.x + (pixel % box.width)) * channels + (at % channels)]!;
  });
  const window = { width: box.width, height: box.height, channels, samples: part };
  const brightness = brightnessOf(toDisplayUnits(window, [record.displayRange]), null);
  const threshold = Math.round(thresholdStart(brightness, inside)! * 2) / 2;
  const mask = thresholdRegion(brightness, inside, { threshold, objects: 'light', smallestObjectPx: 10 });
  const wanted = before.slice();
  mask.data.forEach((value, at) => {
    if (value === 1) wanted[(box.y + Math.floor(at / box.width)) * width + box.x + (at % box.width)] = 1;
  });
  expect(wanted).not.toEqual(before);
  expect(rows(classesOf(await readLabels(program, fileName)), width)).toEqual(rows(wanted, width));
});
