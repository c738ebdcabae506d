import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import type { ImageRecord } from '../../core/records.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { classes, finished, sentDiff, startTestApp, withBox } from '../testing/testApp.ts';
import { exportNames } from './exportMaps.ts';

test('labels are written as class indices, 255 where there is none, and come in again as they were', async () => {
  const { client, folder, image } = await projectWithImages('images');
  const empty = emptyLabelMap(pictureSize.width, pictureSize.height);
  const painted = withBox(withBox(empty, { x: 3, y: 2, width: 9, height: 5 }, 1), { x: 20, y: 2, width: 9, height: 5 }, 0);
  await client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex: 1, diff: sentDiff(empty, painted), regionId: null });
  const out = join(folder, 'out');
  expect(await finished(client, () => client.exports.start({ folder: out, content: 'labels' }))).toMatchObject({ state: 'done' });
  expect(await readdir(out)).toEqual(['held-1.png', 'work-1.png', 'work-2.png']);
  const png = decode(await readFile(join(out, 'work-1.png')));
  expect([png.channels, png.depth]).toEqual([1, 8]);
  expect(Uint8Array.from(png.data)).toEqual(painted.data);

  const again = await startTestApp();
  await again.client.project.create({ folder: join(again.folder, 'p'), name: 'P', classes });
  const back = { imageFolder: join(folder, 'images'), labelFolder: out, labelKind: 'classes', role: 'work' } as const;
  await finished(again.client, () => again.client.images.import(back));
  const images = await again.client.images.list();
  expect(images.find(({ name }) => name === 'work-1.png')!.labelledFraction).toBeCloseTo(90 / (64 * 48), 9);
});

test('predictions are written for every image, and without a model the call is refused', async () => {
  const { client, folder } = await projectWithImages('model');
  const out = join(folder, 'out');
  await finished(client, () => client.exports.start({ folder: out, content: 'predictions' }));
  const { data } = decode(await readFile(join(out, 'work-2.png')));
  expect([data[0], data[63]]).toEqual([1, 0]);
  const bare = await projectWithImages('images');
  await expect(bare.client.exports.start({ folder: out, content: 'predictions' })).rejects.toMatchObject({ code: 'noModel' });
});

test('files that are there already are never written over, and nothing else is written', async () => {
  const { client, folder } = await projectWithImages('images');
  const out = join(folder, 'out');
  await mkdir(out);
  await writeFile(join(out, 'work-2.png'), 'precious');
  const { error } = await finished(client, () => client.exports.start({ folder: out, content: 'labels' }));
  expect(error).toMatchObject({ code: 'conflict', message: { text: expect.stringContaining('work-2.png') as string } });
  expect(await readdir(out)).toEqual(['work-2.png']);
  expect(await readFile(join(out, 'work-2.png'), 'utf8')).toBe('precious');
});

test('an image that is not there is refused by name, not left out', async () => {
  const { client, folder, image } = await projectWithImages('images');
  const asked = client.exports.start({ folder: join(folder, 'out'), content: 'labels', imageIds: [image.id, 'nope'] });
  await expect(asked).rejects.toMatchObject({ code: 'notFound' });
});

test('images that differ only in their ending get files of their own', () => {
  const images = ['a.png', 'A.tif', 'b.ome.tif'].map((name) => ({ id: name, name })) as unknown as ImageRecord[];
  expect([...exportNames(images).values()]).toEqual(['a.png.png', 'A.tif.png', 'b.ome.png']);
});

test('an image whose name is what another is written as gets a number', () => {
  const images = ['a.png', 'a.jpg', 'a.png.tif'].map((name) => ({ id: name, name })) as unknown as ImageRecord[];
  expect([...exportNames(images).values()]).toEqual(['a.png.png', 'a.jpg.png', 'a.png-2.png']);
});
