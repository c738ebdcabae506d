import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wholeObjects } from '../../core/labels/wholeObjects.ts';
import { predictedObjects } from '../../core/vision/predictedObjects.ts';
import type { LabelledEngineImage } from '../engineApi.ts';
import { writeModelFolder } from '../ensemble/modelFolder.ts';
import { randomModel } from '../testing/randomModel.ts';
import { quietContext, temporaryFolder, tinyImages } from '../testing/tinyData.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { evaluateModel } from './evaluateModel.ts';
import { ObjectsMeasure } from './measureObjects.ts';

const [width, height] = [20, 12];
const image = (labels: Uint8Array, objects: Uint32Array | null): LabelledEngineImage => ({ imageId: 'a', samplesPath: '', width, height, channels: 1, sampleType: 'uint8', labels, objects });
const pixels = (of: (x: number, y: number) => number): number[] => Array.from({ length: width * height }, (_none, at) => of(at % width, Math.floor(at / width)));

/** Two squares of ten that touch at the middle of the image. */
const labels = Uint8Array.from(pixels((_x, y) => (y < 10 ? 1 : 0)));
const objects = Uint32Array.from(pixels((x, y) => (y >= 10 ? 0 : x < 10 ? 5 : 8)));

test('objects that touch count as found where the distances tell them apart, and as one spurious where nothing does', () => {
  const ridges = Float32Array.from(pixels((x, y) => (y >= 10 ? 0 : Math.max(0, 1 - Math.abs((x < 10 ? 4.5 : 14.5) - x) / 5))));
  const apart = new ObjectsMeasure();
  apart.add(image(labels, objects), { prediction: labels, distances: ridges });
  expect(apart.figures()).toEqual({ f1: 1, meanAveragePrecision: 1, labelled: 2, predicted: 2 });
  const asOne = new ObjectsMeasure();
  // Flat heights: one hill. The union of both shares just a half with each.
  asOne.add(image(labels, objects), { prediction: labels, distances: new Float32Array(labels.length) });
  expect(asOne.figures()).toMatchObject({ f1: 2 / 3, labelled: 2, predicted: 1 });
});

test('an object of another class is not found, however well it fits', () => {
  const other = labels.map((label) => (label === 1 ? 2 : 0));
  const measure = new ObjectsMeasure();
  measure.add(image(labels, objects.map((number) => (number === 0 ? 0 : 5))), { prediction: other, distances: null });
  expect(measure.figures()).toEqual({ f1: 0, meanAveragePrecision: 0, labelled: 1, predicted: 1 });
});

test('images whose labels number nothing are left out', () => {
  const measure = new ObjectsMeasure();
  measure.add(image(labels, null), { prediction: labels, distances: null });
  measure.add(image(labels, new Uint32Array(labels.length)), { prediction: labels, distances: null });
  expect(measure.figures()).toBeNull();
});

test('objects of a prediction are numbered over all classes, each with its own', () => {
  const classes = Uint8Array.from(pixels((x, y) => (y >= 10 ? 0 : x < 10 ? 2 : 1)));
  const found = predictedObjects({ width, height, classes, distances: null });
  expect(found.classes).toEqual([1, 2]);
  expect([found.ids[0], found.ids[width - 1], found.ids[width * height - 1]]).toEqual([2, 1, 0]);
});

test('bytes and shares of distances give the same objects', () => {
  const shares = Float32Array.from(pixels((x) => (Math.abs((x % 10) - 5) / 5)));
  const given = { width, height, classes: labels };
  const bytes = Uint8Array.from(shares, (share) => Math.round(share * 255));
  expect(predictedObjects({ ...given, distances: bytes })).toEqual(predictedObjects({ ...given, distances: shares }));
});

test('a model is measured by its objects where any are numbered, and says nothing of them where none are', async () => {
  await chooseBackend('wasm');
  const folder = await temporaryFolder();
  try {
    const model = randomModel(1, { config: { inputChannels: 1, classes: 2, width: 4, depth: 2, instances: true } });
    const modelFolder = join(folder, 'model');
    await writeModelFolder(modelFolder, { file: model.file, members: model.members.map((values) => ({ seed: 1, values })) });
    const images = await tinyImages(folder, 2);
    const numbered = images.map((each) => ({ ...each, objects: Uint32Array.from(wholeObjects({ ...each, objects: null }).ids) }));
    const evaluated = await evaluateModel({ images: numbered, modelFolder, member: null }, quietContext());
    expect(evaluated.figures.objects!.labelled).toBe(numbered.reduce((sum, { objects: ids }) => sum + Math.max(...ids), 0));
    const plain = await evaluateModel({ images, modelFolder, member: null }, quietContext());
    expect(plain.figures).not.toHaveProperty('objects');
    expect(plain.figures.dice).toBe(evaluated.figures.dice);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
