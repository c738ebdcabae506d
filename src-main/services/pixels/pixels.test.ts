import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageTileUrl, labelTileUrl } from '../../contract/pixelUrls.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { tileBox } from '../../core/labels/labelTiles.ts';
import { writePicture } from '../testing/imageFiles.ts';
import { classes, finished, sentDiff, startTestApp, withBox } from '../testing/testApp.ts';

/** Two tiles by two, the right and lower ones cut; 16 bits. */
const size = { width: 300, height: 270 };
const samples = Uint16Array.from({ length: size.width * size.height }, (_none, at) => (at * 37) % 65521);

async function setUp() {
  const started = await startTestApp();
  const pictures = join(started.folder, 'pictures');
  await mkdir(pictures);
  await writePicture(pictures, 'a.png', { ...size, data: samples });
  const { client } = started;
  const project = await client.project.create({ folder: join(started.folder, 'p'), name: 'P', classes });
  await finished(client, () => client.images.import({ imageFolder: pictures, labelFolder: null, labelKind: 'classes', role: 'work' }));
  const [image] = await client.images.list();
  return { ...started, project, image: image! };
}

test('the tiles of an image put together are its samples', async () => {
  const { app, image } = await setUp();
  const whole = new Uint16Array(size.width * size.height);
  for (const [column, row] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) {
    const url = imageTileUrl(image.id, { level: 0, column, row }, image.contentHash);
    const answer = await app.pixels(url);
    expect(answer).toMatchObject({ status: 200, contentType: 'application/octet-stream', etag: url });
    const box = tileBox(size, column, row);
    const tile = new Uint16Array(answer!.bytes.buffer);
    expect(tile).toHaveLength(box.width * box.height);
    for (let y = 0; y < box.height; y++) whole.set(tile.subarray(y * box.width, (y + 1) * box.width), (box.y + y) * size.width + box.x);
  }
  expect(Buffer.compare(Buffer.from(whole.buffer), Buffer.from(samples.buffer))).toBe(0);
});

test('coarser levels are served down to the one that fits a tile, and no further', async () => {
  const { app, image } = await setUp();
  const tile = (level: number, column = 0) => app.pixels(imageTileUrl(image.id, { level, column, row: 0 }, image.contentHash));
  const coarse = new Uint16Array((await tile(1))!.bytes.buffer);
  expect(coarse).toHaveLength(150 * 135);
  const mean = (samples[0]! + samples[1]! + samples[300]! + samples[301]!) / 4;
  expect(Math.abs(coarse[0]! - mean)).toBeLessThanOrEqual(0.5);
  expect(await tile(1, 1)).toBeNull();
  expect(await tile(2)).toBeNull();
});

test('samples that were taken away are decoded again', async () => {
  const { app, image, project } = await setUp();
  const url = imageTileUrl(image.id, { level: 0, column: 1, row: 1 }, image.contentHash);
  const before = await app.pixels(url);
  await rm(join(project.folder, 'cache'), { recursive: true });
  expect((await app.pixels(url))!.bytes).toEqual(before!.bytes);
});

test('a label tile is cut at the edge; one asked for by an older number is the newest, not to be cached', async () => {
  const { app, client, image } = await setUp();
  const empty = emptyLabelMap(size.width, size.height);
  const painted = withBox(empty, { x: 250, y: 250, width: 20, height: 10 }, 1);
  const { sequence } = await client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex: 1, diff: sentDiff(empty, painted), regionId: null });
  const answer = await app.pixels(labelTileUrl(image.id, { column: 1, row: 1 }, sequence));
  expect(answer!.bytes).toHaveLength(44 * 14);
  expect(answer!.bytes.filter((value) => value === 1)).toHaveLength(14 * 4);
  const older = await app.pixels(labelTileUrl(image.id, { column: 1, row: 1 }, 0));
  expect(older).toMatchObject({ etag: null, bytes: answer!.bytes });
});

test('other addresses lead nowhere', async () => {
  const { app, client, image } = await setUp();
  const { id, contentHash } = image;
  const wrong = [
    imageTileUrl(id, { level: 0, column: 2, row: 0 }, contentHash),
    imageTileUrl(id, { level: 0, column: 0, row: 0 }, 'a'.repeat(64)),
    imageTileUrl('00000000-0000-4000-8000-000000000000', { level: 0, column: 0, row: 0 }, contentHash),
    labelTileUrl(id, { column: -1, row: 0 }, 0),
    `/pixels/other/${id}/0/0/1`,
    `/pixels/image/../../project.sqlite/0/0/${contentHash}`,
    '/pixels/region/00000000-0000-4000-8000-000000000000',
    '/pixels/',
    '',
  ];
  for (const path of wrong) expect(await app.pixels(path), path).toBeNull();
  await client.project.close();
  expect(await app.pixels(imageTileUrl(id, { level: 0, column: 0, row: 0 }, contentHash))).toBeNull();
});
