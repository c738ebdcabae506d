import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { temporaryFolder } from '../../files/testing/temporaryFolder.ts';
import { greyPicture, writePicture } from '../testing/imageFiles.ts';
import { classes, finished, sentDiff, startTestApp } from '../testing/testApp.ts';

const diskBytes = 6 * 2 ** 20;

/** A disk of a few megabytes in memory. @returns null where this user may not mount one */
async function smallDisk(): Promise<string | null> {
  const folder = await temporaryFolder();
  const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder]).status === 0;
  if (!mounted) return null;
  onTestFinished(() => void spawnSync('umount', [folder]));
  return folder;
}

test('a disk that fills up in mid-import: the folder is named, nothing stays; and one that fills up under a correction', async ({ skip }) => {
  const disk = await smallDisk();
  if (disk === null) return skip('this user may not mount a small disk');
  const { client, folder } = await startTestApp();
  const pictures = join(folder, 'pictures');
  await mkdir(pictures);
  // Noise does not pack: each takes its size twice, as the stored file and as samples.
  for (let seed = 0; seed < 8; seed++) {
    const data = greyPicture(seed, 1000, 1000).data.map((value, at) => (value * 7919 + at * at * (seed + 3) + (at >> 3)) & 255);
    await writePicture(pictures, `${seed}.png`, { width: 1000, height: 1000, data });
  }
  const project = await client.project.create({ folder: join(disk, 'p'), name: 'P', classes });
  const request = { imageFolder: pictures, labelFolder: null, labelKind: 'classes', role: 'work' } as const;
  const job = await finished(client, () => client.images.import(request));
  expect(job).toMatchObject({ state: 'failed', error: { code: 'diskFull', message: { text: expect.stringContaining(project.folder) as string } } });
  expect(await client.images.list()).toEqual([]);
  expect(await readdir(join(project.folder, 'cache', 'pixels'))).toEqual([]);
  expect((await readdir(join(project.folder, 'blobs'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())).toEqual([]);
  // What does fit comes in.
  expect(await finished(client, () => client.images.import({ ...request, namePrefix: '1' }))).toMatchObject({ state: 'done' });
  // Filled to the last byte, a correction that needs room is refused and leaves no trace.
  await writeFile(join(disk, 'filler'), new Uint8Array(diskBytes)).catch(() => undefined);
  const [image] = await client.images.list();
  const empty = emptyLabelMap(image!.width, image!.height);
  const speckled = { ...empty, data: empty.data.map((value, at) => ((at * at * 31 + (at >> 5)) % 7 < 3 ? at % 2 : value)) };
  const correction = { imageId: image!.id, tool: 'brush', classIndex: 1, diff: sentDiff(empty, speckled), regionId: null } as const;
  await expect(client.annotations.commit(correction)).rejects.toMatchObject({ code: 'diskFull', message: expect.stringContaining(project.folder) as string });
  expect((await client.images.list())[0]!.labelledFraction).toBe(0);
  expect(await client.annotations.verify()).toEqual({ events: 0, problems: [] });
  // With room again the same correction is saved.
  await rm(join(disk, 'filler'));
  await rm(join(project.folder, 'cache', 'pixels'), { recursive: true });
  await client.annotations.commit(correction);
  expect((await client.annotations.verify()).problems).toEqual([]);
});
