import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import { imageMethods } from './images/imageMethods.ts';
import { imageSets } from './images/imageSets.ts';
import type { ImageRow } from './images/ImageRow.ts';
import { openMethod } from './images/openMethod.ts';
import { keepPicture, picturedImages } from './images/pictures.ts';
import { mapsOf, predictMaps } from './images/predictMaps.ts';
import { SegmentationMeasure } from './images/SegmentationMeasure.ts';
import { measureOf } from './images/tables/measureOf.ts';
import { trainedModel } from './images/trainedModel.ts';

/*
 * One uncertainty method with one seed on one set of images: trains its model unless another method of the same model has done so,
 * and measures it. Started by images.ts in a process of its own; prints one line of JSON. Cut off, it goes on from its checkpoint.
 *
 *   node benchmarks/uncertainty/imageRow.ts WORK_FOLDER SET METHOD SEED STEPS THREADS
 */

const [workFolder, setName, methodName, seedText, stepsText, threads = 'all'] = process.argv.slice(2);
const set = imageSets.find(({ name }) => name === setName);
const method = imageMethods.find(({ name }) => name === methodName);
const seed = Number(seedText);
const steps = Number(stepsText);
if (!workFolder || !set || !method || !(seed >= 1) || !(steps >= 1)) {
  throw new Error(`wanted a folder, a set (${imageSets.map(({ name }) => name).join(', ')}), a method (${imageMethods.map(({ name }) => name).join(', ')}), a seed and steps`);
}
limitThreads(threads === 'all' ? null : Number(threads));
const { kernels } = await chooseBackend();
const samplesFolder = join(workFolder, 'samples', set.name);
mkdirSync(samplesFolder, { recursive: true });
const modelFolder = await trainedModel({ set, training: method.training, seed, steps, workFolder, samplesFolder, kernels });
const { view, temperature } = await openMethod(modelFolder, method, set, () => set.load('heldBack', seed, samplesFolder));
const images = await set.load('test', seed, samplesFolder);
const segmentation = new SegmentationMeasure(set.classNames.length);
const measure = measureOf(set, mapsOf(view));
const pictured = seed === 1 ? picturedImages(images) : [];
for (const image of images) {
  const predicted = await predictMaps(view, image);
  segmentation.add(image, predicted);
  measure.add(image, predicted);
  if (pictured.includes(image)) keepPicture(workFolder, { set, method: method.name, image }, predicted);
}
const row: ImageRow = {
  set: set.name,
  method: method.name,
  seed,
  budget: { ...set.budget, steps },
  effort: method.training.effort,
  members: view.members.length,
  temperature,
  segmentation: segmentation.figures(),
  ...measure.figures(),
  testImages: images.length,
};
await view.dispose();
process.stdout.write(`${JSON.stringify(row)}\n`);
process.exit(0);
