import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fitTemperature } from '../../core/calibration/fitTemperature.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { CalibrateRequest, EngineImage, LabelledEngineImage } from '../engineApi.ts';
import { changeModelFile } from '../ensemble/changeModelFile.ts';
import { runnersAt, tfjsRunners } from '../ensemble/MemberRunners.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { evaluateModel } from '../predict/evaluateModel.ts';
import { predictImages } from '../predict/predictImages.ts';
import { predictWhole } from '../predict/predictWhole.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { trainEnsemble } from '../train/trainEnsemble.ts';
import { calibrateModel } from './calibrateModel.ts';
import { memberLogitsOf } from './memberLogitsOf.ts';

let folder: string;
let modelFolder: string;
let trained: LabelledEngineImage[];
let heldBack: LabelledEngineImage[];
let sibling: LabelledEngineImage;

beforeAll(async () => {
  folder = await temporaryFolder();
  const images = await tinyImages(folder, 11);
  [trained, heldBack, sibling] = [images.slice(0, 6), images.slice(6, 10), images[10]!];
  const { kernels } = await chooseBackend();
  const request = tinyRequest(folder, trained, { memberCount: 2, stepsPerMember: 20 });
  await trainEnsemble(request, kernels, quietContext());
  await trainEnsemble({ ...request, modelFolder: `${request.modelFolder}-denoised`, recipe: readRecipe({ denoiser: { steps: 10, epsilon: 0.5, width: 3 } }) }, kernels, quietContext());
  ({ modelFolder } = request);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const request = (changes: Partial<CalibrateRequest> = {}): CalibrateRequest => ({ images: heldBack, trainedOn: trained, modelFolder, temperatureChoice: 'single', labelsKey: 'key', ...changes });

test.each([
  ['', 1],
  ['', 1 / 32],
  ['-denoised', 1],
  ['-denoised', 1 / 32],
] as const)('members of model%s say at the drawn pixels what the whole prediction is the mean of, in windows of %f of the usual side', async (kind, tileShare) => {
  const ensemble = await Ensemble.load(`${modelFolder}${kind}`);
  const image = { ...heldBack[0]!, labels: heldBack[0]!.labels.map((label, pixel) => (pixel % 3 === 0 ? label : unlabelled)) };
  const run = { signal: quietContext().signal, tileShare };
  const { logits, truth, members, classes } = await memberLogitsOf(ensemble, image, { count: 1e6, place: 0, ...run });
  const { probabilities } = await predictWhole(ensemble, image, run);
  await ensemble.dispose();
  const labelled = [...image.labels.entries()].filter(([, label]) => label !== unlabelled);
  expect([members, classes, [...truth]]).toEqual([2, 2, labelled.map(([, label]) => label)]);
  for (const [at, [pixel]] of labelled.entries()) {
    const mean = (Math.exp(logits[at * 4]!) + Math.exp(logits[at * 4 + 2]!)) / 2;
    expect(mean).toBeCloseTo(probabilities[pixel * 2]!, 5);
  }
});

test('a denoised model is calibrated by what its members say of denoised windows', async () => {
  const [own, plain] = [`${modelFolder}-denoised`, `${modelFolder}-undenoised`];
  await cp(own, plain, { recursive: true });
  const { denoiser: _without, ...file } = JSON.parse(await readFile(join(plain, 'model.json'), 'utf8')) as Record<string, unknown>;
  await writeFile(join(plain, 'model.json'), JSON.stringify(file));
  const fitted = async (folderOfModel: string) => (await calibrateModel(request({ modelFolder: folderOfModel }), quietContext())).calibration!;
  const [denoised, undenoised] = [await fitted(own), await fitted(plain)];
  expect(denoised.before.nll).not.toBe(undenoised.before.nll);
  const measured = await evaluateModel({ images: heldBack, modelFolder: own, member: null }, quietContext());
  expect(denoised.after.nll).toBeCloseTo(measured.figures.nll, 4);
});

test('the temperature is fitted, kept with the model and in force; fitting again changes nothing', async () => {
  const before = await evaluateModel({ images: heldBack, modelFolder, member: null }, quietContext());
  const { calibration } = await calibrateModel(request(), quietContext());
  const { file } = await readModelFolder(modelFolder);
  expect(file.temperature).toBe(calibration!.temperature);
  expect(file.calibration).toEqual({ ...calibration, labelsKey: 'key', at: '2026-01-01T00:00:00.000Z' });
  expect(calibration).toMatchObject({ images: 4, pixels: 4 * 40 * 40, measuredOn: 'otherImages' });
  expect(calibration!.before.nll).toBeCloseTo(before.figures.nll, 3);
  const after = await evaluateModel({ images: heldBack, modelFolder, member: null }, quietContext());
  expect(after.figures.nll).toBeLessThan(before.figures.nll);
  // Every image is measured at the temperature that was fitted on the others, as the calibration itself was: here on all of their pixels.
  expect(after.figures.temperatureOf).toBe('otherImages');
  expect(after.figures.nll).toBeCloseTo(calibration!.after.nll, 4);
  expect(after.figures.ece).toBeCloseTo(calibration!.after.ece, 4);
  expect(after.certainty.misses).toMatchObject({ images: 4, temperatureOf: 'sameImages' });
  const [odd] = calibration!.halves!;
  expect(odd).toMatchObject({ imageIds: [heldBack[0]!.imageId, heldBack[2]!.imageId] });
  expect(odd!.temperature).not.toBe(calibration!.temperature);
  // What is fitted does not depend on the temperature that the model is at.
  const again = await calibrateModel(request({ labelsKey: 'other' }), quietContext());
  expect(again.calibration!.temperature).toBe(calibration!.temperature);
  expect((await readModelFolder(modelFolder)).file.calibration!.labelsKey).toBe('other');
});

test('a threshold of misses is found on the half that was kept apart for it', async () => {
  await calibrateModel(request(), quietContext());
  const { calibration } = (await readModelFolder(modelFolder)).file;
  await changeModelFile(modelFolder, { calibration: { ...calibration!, fittedOn: 'firstHalf' } });
  const { certainty, figures } = await evaluateModel({ images: heldBack, modelFolder, member: null }, quietContext());
  expect(certainty.misses).toMatchObject({ images: 2, temperatureOf: 'otherImages' });
  expect(figures).toMatchObject({ imageCount: 4, temperatureOf: 'otherImages' });
  await changeModelFile(modelFolder, { calibration: calibration! });
});

test('without labels the temperature stays, and training images are learned all the same', async () => {
  const { temperature } = (await readModelFolder(modelFolder)).file;
  const empty = heldBack.map((image) => ({ ...image, labels: image.labels.map(() => unlabelled) }));
  const { calibration, distribution } = await calibrateModel(request({ images: empty }), quietContext());
  expect(calibration).toBeNull();
  expect(distribution).toMatchObject({ images: 6, features: 8, traits: { coloured: 'none', pixelSizeUm: null } });
  expect(distribution!.references).toHaveLength(10);
  expect((await readModelFolder(modelFolder)).file.temperature).toBe(temperature);
});

test('an image of noise is unlike the training images, a sibling is not; the prediction says so', async () => {
  await calibrateModel(request(), quietContext());
  const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
  const samplesPath = join(folder, 'noise.samples');
  await writeFile(samplesPath, Uint8Array.from({ length: 1600 }, () => random.integer(256)));
  const noise: EngineImage = { imageId: 'noise', samplesPath, width: 40, height: 40, channels: 1, sampleType: 'uint8' };
  const { labels: _labels, ...sisterImage } = sibling;
  const outcomes = await predictImages({ images: [noise, sisterImage], modelFolder, outputFolder: join(folder, 'maps') }, quietContext(), () => undefined);
  const [unlike, alike] = outcomes.map(({ distribution }) => distribution!);
  expect(unlike).toMatchObject({ isUnlike: true, quantile: 1 });
  expect(unlike!.reasons.length).toBeGreaterThan(0);
  expect(unlike!.score).toBeGreaterThan(unlike!.limit);
  expect(alike).toMatchObject({ isUnlike: false, reasons: [] });
});

test('features that were changed on disk are refused', async () => {
  await calibrateModel(request(), quietContext());
  const path = join(modelFolder, 'features.bin');
  const bytes = await readFile(path);
  await writeFile(path, Buffer.concat([bytes.subarray(0, 4), Buffer.from([1]), bytes.subarray(5)]));
  await expect(predictImages({ images: [sibling], modelFolder, outputFolder: join(folder, 'maps') }, quietContext(), () => undefined)).rejects.toMatchObject({ code: 'corrupt' });
  await calibrateModel(request(), quietContext());
});

test('fewer than four training images are too few to tell others from', async () => {
  const { distribution } = await calibrateModel(request({ trainedOn: trained.slice(0, 3) }), quietContext());
  expect(distribution).toBeNull();
});

test('a cancelled calibration leaves the model as it was', async () => {
  const text = await readFile(join(modelFolder, 'model.json'), 'utf8');
  await expect(calibrateModel(request({ labelsKey: 'never' }), quietContext({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'cancelled' });
  expect(await readFile(join(modelFolder, 'model.json'), 'utf8')).toBe(text);
});

test('the fit is that of the logits themselves', async () => {
  await calibrateModel(request(), quietContext());
  const ensemble = await Ensemble.load(modelFolder, null, runnersAt(1, tfjsRunners));
  const { temperature } = (await readModelFolder(modelFolder)).file;
  const logits = await Promise.all(heldBack.map((image, place) => memberLogitsOf(ensemble, image, { count: 1600, place, signal: quietContext().signal, tileShare: 1 })));
  await ensemble.dispose();
  expect(fitTemperature(logits).temperature).toBe(temperature);
});

test('a temperature for each class is fitted where it is asked for, in force, measured as it was fitted, and kept to afterwards', async () => {
  const { calibration } = await calibrateModel(request({ temperatureChoice: 'perClass' }), quietContext());
  const { file } = await readModelFolder(modelFolder);
  expect(file).toMatchObject({ temperature: calibration!.temperature, temperatureChoice: 'perClass' });
  expect(file.temperature).toHaveLength(2);
  const { figures, certainty } = await evaluateModel({ images: heldBack, modelFolder, member: null }, quietContext());
  expect(figures.nll).toBeCloseTo(calibration!.after.nll, 4);
  expect(figures.ece).toBeCloseTo(calibration!.after.ece, 4);
  expect(certainty.misses.images).toBe(4);
  expect(calibration!.after.nll).toBe(calibration!.nllOfKinds!.perClass);
  const { temperatureChoice: _asked, ...silent } = request({ labelsKey: 'later' });
  const again = await calibrateModel(silent, quietContext());
  expect(again.calibration!.temperature).toEqual(calibration!.temperature);
  const free = await calibrateModel(request({ temperatureChoice: 'automatic' }), quietContext());
  expect([typeof free.calibration!.temperature, (await readModelFolder(modelFolder)).file.temperatureChoice]).toEqual([
    free.calibration!.after.nll === free.calibration!.nllOfKinds!.perClass ? 'object' : 'number',
    'automatic',
  ]);
});

test('a model that goes on from one has its temperatures, and is calibrated alike', async () => {
  await calibrateModel(request({ temperatureChoice: 'perClass' }), quietContext());
  const parent = (await readModelFolder(modelFolder)).file;
  const { kernels } = await chooseBackend();
  const child = { ...tinyRequest(folder, trained, { memberCount: 2, stepsPerMember: 1 }), parentFolder: modelFolder, modelFolder: join(folder, 'child') };
  await trainEnsemble(child, kernels, quietContext());
  const { file } = await readModelFolder(child.modelFolder);
  expect(file).toMatchObject({ temperature: parent.temperature, temperatureChoice: 'perClass' });
  expect(file.calibration).toBeUndefined();
});
