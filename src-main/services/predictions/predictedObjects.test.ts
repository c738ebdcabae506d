import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { objectTileUrl } from '../../contract/pixelUrls.ts';
import { encodeMaskDiff } from '../../core/labels/maskDiff.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { finished } from '../testing/testApp.ts';

const { width, height } = pictureSize;
const half = width / 2;

type Project = Awaited<ReturnType<typeof projectWithImages>>;

/** Gives an image's maps a plane of distances with two hills in the left half, one above the other. */
async function giveDistances({ project, client }: Project, imageId: string): Promise<void> {
  const modelId = (await client.models.list())[0]!.id;
  const plane = Uint8Array.from({ length: width * height }, (_none, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return x < half ? Math.max(0, 240 - 12 * Math.min(Math.hypot(x - 16, y - 12), Math.hypot(x - 16, y - 36))) : 0;
  });
  await appendFile(join(project.folder, 'predictions', modelId, `${imageId}.maps`), plane);
}

async function objectsOf({ app, client }: Project, imageId: string): Promise<Uint32Array> {
  const { labelSequence } = (await client.images.list()).find(({ id }) => id === imageId)!;
  const tile = await app.pixels(objectTileUrl(imageId, { column: 0, row: 0 }, labelSequence));
  return tile ? new Uint32Array(Uint8Array.from(tile.bytes).buffer) : new Uint32Array(width * height);
}

/** Labels rows top … bottom - 1 of the left half as class 1, under an object number. */
async function paint({ client }: Project, imageId: string, { top, bottom, number }: { top: number; bottom: number; number: number }): Promise<void> {
  const blob = (from: number, to: number): Blob => {
    const runs = Array.from({ length: bottom - top }, (_none, row) => [(top + row) * width, half, from, to]).flat();
    return new Blob([encodeMaskDiff({ width, height, runs: Uint32Array.from(runs) })]);
  };
  await client.annotations.commit({ imageId, tool: 'brush', classIndex: 1, diff: blob(255, 1), objects: blob(0, number), regionId: null });
}

test('predicted objects are written as numbers of 16 bits: one area, or two where the model tells them apart', async () => {
  const project = await projectWithImages('model');
  await giveDistances(project, project.image.id);
  const out = join(project.folder, 'out');
  expect(await finished(project.client, () => project.client.exports.start({ folder: out, content: 'predictedObjects' }))).toMatchObject({ state: 'done' });
  const read = async (name: string) => decode(await readFile(join(out, name)));
  const apart = await read('work-1.png');
  expect([apart.channels, apart.depth]).toEqual([1, 16]);
  const at = ({ data }: typeof apart, x: number, y: number): number => data[y * width + x]!;
  expect([at(apart, 16, 12), at(apart, 16, 36), at(apart, 0, 0), at(apart, 16, 23), at(apart, 16, 25), at(apart, half, 0)]).toEqual([1, 2, 1, 1, 2, 0]);
  const whole = await read('work-2.png');
  expect([at(whole, 16, 12), at(whole, 16, 36), at(whole, half, 0)]).toEqual([1, 1, 0]);
});

test('what is accepted of a model that was taught objects is numbered by object, in the same step of undo', async () => {
  const project = await projectWithImages('model');
  const { client, image } = project;
  await giveDistances(project, image.id);
  const region = (await client.review.queue({ imageId: image.id })).regions[0]!;
  await client.review.settle({ regionId: region.id, decision: 'accepted' });
  const numbers = await objectsOf(project, image.id);
  const [above, below] = [numbers[18 * width + half - 2]!, numbers[29 * width + half - 2]!];
  expect([...new Set([0, above, below])]).toHaveLength(3);
  expect(numbers[24 * width + half + 2]).toBe(0);
  await client.annotations.undo();
  expect((await objectsOf(project, image.id)).every((number) => number === 0)).toBe(true);
  await client.annotations.redo();
  expect(await objectsOf(project, image.id)).toEqual(numbers);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('an object that is numbered already keeps its number where more of it is accepted, the other gets a fresh one', async () => {
  const project = await projectWithImages('model');
  const { client, image } = project;
  await giveDistances(project, image.id);
  await paint(project, image.id, { top: 0, bottom: 6, number: 41 });
  await client.images.reviewImages({ imageIds: [image.id], decision: 'accepted' });
  const numbers = await objectsOf(project, image.id);
  expect([numbers[0], numbers[12 * width + 16], numbers[36 * width + 16]]).toEqual([41, 41, 42]);
  expect(new Set(numbers)).toEqual(new Set([0, 41, 42]));
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('without a model that was taught objects, classes are numbered where the expert numbers them', async () => {
  const project = await projectWithImages('model');
  const { client, image } = project;
  const other = project.images.find(({ name }) => name === 'work-2.png')!;
  await paint(project, image.id, { top: 0, bottom: 6, number: 7 });
  await client.images.reviewImages({ imageIds: [image.id, other.id], decision: 'accepted' });
  const numbers = await objectsOf(project, image.id);
  expect([numbers[47 * width], numbers[47 * width + half]]).toEqual([7, 0]);
  expect((await objectsOf(project, other.id)).every((number) => number === 0)).toBe(true);
});

test('training is told object numbers only where its network is taught them, measuring always where there are any', async () => {
  const project = await projectWithImages('model');
  const { client, engine, image } = project;
  await paint(project, image.id, { top: 0, bottom: 6, number: 7 });
  // Something to tell nuclei from.
  const background = encodeMaskDiff({ width, height, runs: Uint32Array.of(40 * width, half, 255, 0) });
  await client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex: 0, diff: new Blob([background]), regionId: null });
  const network = { architecture: 'unet', config: { width: 4, depth: 2 } };
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, network }));
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, network: { ...network, config: { ...network.config, instances: true } } }));
  const [plain, taught] = engine.trained;
  expect(plain!.images[0]).not.toHaveProperty('objects');
  expect(taught!.images[0]!.objects!.subarray(0, 2)).toEqual(Uint32Array.of(7, 7));
});
