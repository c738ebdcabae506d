import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labelChangesUrl } from '../../contract/pixelUrls.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { writePicture } from '../testing/imageFiles.ts';
import { classes, finished, sentDiff, startTestApp, withBox } from '../testing/testApp.ts';

/** Two tiles by two, the right and lower ones cut. */
const size = { width: 300, height: 270 };

test('a window is told which tiles events have changed, undo too', async () => {
  const { app, client, folder } = await startTestApp();
  const pictures = join(folder, 'pictures');
  await mkdir(pictures);
  await writePicture(pictures, 'a.png', { ...size, data: new Uint16Array(size.width * size.height) });
  await client.project.create({ folder: join(folder, 'p'), name: 'P', classes });
  await finished(client, () => client.images.import({ imageFolder: pictures, labelFolder: null, labelKind: 'classes', role: 'work' }));
  const [image] = await client.images.list();
  const imageId = image!.id;
  const empty = emptyLabelMap(size.width, size.height);
  const across = withBox(empty, { x: 250, y: 10, width: 20, height: 1 }, 1);
  const commit = (diff: Blob) => client.annotations.commit({ imageId, tool: 'brush', classIndex: 1, diff, regionId: null });
  const first = await commit(sentDiff(empty, across));
  const second = await commit(sentDiff(across, withBox(across, { x: 280, y: 260, width: 5, height: 5 }, 1)));
  const undone = await client.annotations.undo();
  const changed = async (from: number, to: number): Promise<number[]> => [...(await app.pixels(labelChangesUrl(imageId, from, to)))!.bytes];
  expect(await changed(0, first.sequence)).toEqual([1, 1, 0, 0]);
  expect(await changed(first.sequence, second.sequence)).toEqual([0, 0, 0, 1]);
  expect(await changed(second.sequence, undone!.sequence)).toEqual([0, 0, 0, 1]);
  expect(await changed(0, undone!.sequence)).toEqual([1, 1, 0, 1]);
  expect(await changed(undone!.sequence, undone!.sequence)).toEqual([0, 0, 0, 0]);
});
