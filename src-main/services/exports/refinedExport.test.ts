import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import buildConfig from '../../../electron.vite.config.ts';
import { planeIndex } from '../../core/predictions/predictionFile.ts';
import { usualCrf } from '../../core/vision/crf/denseCrf.ts';
import { refineBlock } from '../../core/vision/crf/refineBlock.ts';
import { refineThreadEntry } from '../predictions/refine/ThreadedRefinement.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { greyPicture } from '../testing/imageFiles.ts';
import { finished } from '../testing/testApp.ts';

const { width, height } = pictureSize;
const options = { ...usualCrf, appearanceReachPx: 6, smoothnessWeight: 4 };

/** Doubts everything, and errs in every ninth pixel of the maps of two classes. */
async function spoil(path: string): Promise<void> {
  const maps = await readFile(path);
  const [first, second] = [0, 1].map((each) => planeIndex(`probability-${each}`, { classCount: 2, memberCount: 1 })! * width * height);
  for (let at = 0; at < width * height; at++) {
    const isLeft = at % width < width / 2;
    const told = (at % 9 === 0 ? !isLeft : isLeft) ? 150 : 100;
    maps[second! + at] = told;
    maps[first! + at] = 255 - told;
  }
  await writeFile(path, maps);
}

test('refined predictions are those that the window computes from the same maps, and the maps stay', async () => {
  const { client, folder, project, image } = await projectWithImages('model');
  const modelId = (await client.models.list())[0]!.id;
  const path = join(project.folder, 'predictions', modelId, `${image.id}.maps`);
  await spoil(path);
  const maps = await readFile(path);
  const stored = (await client.predictions.list({})).find(({ imageId }) => imageId === image.id)!;
  const probabilities = [0, 1].map((each) => {
    const from = planeIndex(`probability-${each}`, { ...stored, memberCount: 1 })! * width * height;
    return Uint8Array.from(maps.subarray(from, from + width * height));
  });
  const window = { width, height, channels: 1, samples: greyPicture(0, width, height).data };
  const wanted = refineBlock({ window, ranges: [image.displayRange], probabilities, part: { x: 0, y: 0, width, height }, options });
  const out = join(folder, 'out');
  expect(await finished(client, () => client.exports.start({ folder: out, content: 'predictions', refinement: options }))).toMatchObject({ state: 'done' });
  const { data } = decode(await readFile(join(out, 'work-1.png')));
  expect(Uint8Array.from(data)).toEqual(wanted);
  // The spots are gone.
  expect(probabilities[1]!.filter((value, at) => Number(value > 127) !== wanted[at]).length).toBeGreaterThan(100);
  expect(await readFile(path)).toEqual(maps);
});

test('objects are cut from the refined classes', async () => {
  const { client, folder } = await projectWithImages('model');
  const [classes, objects] = [join(folder, 'classes'), join(folder, 'objects')];
  await finished(client, () => client.exports.start({ folder: classes, content: 'predictions', refinement: options }));
  await finished(client, () => client.exports.start({ folder: objects, content: 'predictedObjects', refinement: options }));
  const read = async (from: string): Promise<boolean[]> => Array.from(decode(await readFile(join(from, 'work-1.png'))).data, (value) => value > 0);
  expect(await read(objects)).toEqual(await read(classes));
});

test('labels are not refined, nor is anything by settings that the window does not offer', async () => {
  const { client, folder } = await projectWithImages('model');
  await expect(client.exports.start({ folder, content: 'labels', refinement: options })).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(client.exports.start({ folder, content: 'predictions', refinement: { ...options, iterations: 1000 } })).rejects.toThrow();
});

test('the built program finds the thread\'s module where the build puts it', () => {
  const { build } = (buildConfig as { main: { build: { outDir: string; rolldownOptions: { input: Record<string, string>; output: { entryFileNames: (entry: { name: string }) => string } } } } }).main;
  const { input, output } = build.rolldownOptions;
  expect(input['refineThread']).toBe('src-main/services/predictions/refine/refineThread.ts');
  const own = `file://${resolve(build.outDir, 'index.js')}`;
  expect(new URL('.', refineThreadEntry(own)).pathname).toBe(`${resolve(build.outDir)}/`);
  expect(refineThreadEntry(own).pathname.slice(dirname(refineThreadEntry(own).pathname).length + 1)).toBe(output.entryFileNames({ name: 'refineThread' }).replace('[name]', 'refineThread'));
});
