import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boxPicture, greyPicture, writePicture } from '../services/testing/imageFiles.ts';
import { classes, startTestApp } from '../services/testing/testApp.ts';
import { runProgram } from './program.ts';

/** A project, a folder of images with label files beside them, and `import` run on these. */
async function setUp(...names: readonly string[]) {
  const { app, client, folder } = await startTestApp();
  const images = join(folder, 'set');
  const project = join(folder, 'project');
  await mkdir(images);
  for (const [seed, name] of names.entries()) await writePicture(images, name, /mask|label/.test(name) ? boxPicture(1) : greyPicture(seed));
  await client.project.create({ folder: project, name: 'Test', classes });
  await client.project.close();
  const run = async (...args: readonly string[]) => {
    const written = { stdout: '', stderr: '' };
    const exitCode = await runProgram(['import', project, '--images', images, ...args], {
      stdout: { write: (text: string) => (written.stdout += text) },
      stderr: { write: (text: string) => (written.stderr += text) },
      // The application outlives the command, so that what it did can be looked at.
      openApp: () => Promise.resolve({ ...app, close: () => Promise.resolve() }),
    });
    return { exitCode, ...written };
  };
  const stored = async () => (await client.images.list()).map(({ name, labelledFraction }) => `${name} ${labelledFraction}`);
  return { client, folder, images, run, stored };
}

test('label files beside their images are found, and --dry-run says so without importing', async () => {
  const { client, images, run, stored } = await setUp('a.png', 'a_mask.png', 'b.png', 'lost.png', 'lost_mask.png');
  const plan = await run('--dry-run', '--prefix', 'a');
  expect(plan).toMatchObject({ exitCode: 0, stdout: `Images: ${images}\nLabels: beside the images\na.png\ta_mask.png\n1 of 1 images with labels; nothing was imported.\n` });
  expect(JSON.parse((await run('--dry-run', '--json')).stdout)).toMatchObject({
    labelFolder: images,
    labelKind: 'classes',
    pairs: [{ image: 'a.png', label: 'a_mask.png' }, { image: 'b.png', label: null }, { image: 'lost.png', label: 'lost_mask.png' }],
    unusedLabels: [],
  });
  await expect(client.images.list()).rejects.toMatchObject({ code: 'noProject' });
  expect(await run()).toMatchObject({ exitCode: 0, stdout: 'Imported 3 images, 2 of them with labels; the project has 3.\n' });
  expect(await stored()).toEqual(['a.png 1', 'b.png 0', 'lost.png 1']);
});

test('--no-labels takes every file as an image', async () => {
  const { run, stored } = await setUp('a.png', 'a_mask.png');
  expect(await run('--no-labels')).toMatchObject({ exitCode: 0 });
  expect(await stored()).toEqual(['a.png 0', 'a_mask.png 0']);
});

test('what is ambiguous is refused, told by --dry-run and settled by --pairs', async () => {
  const { folder, run, stored } = await setUp('a.png', 'a_mask.png', 'a_label.png', 'b.png', 'b_mask.png');
  expect((await run('--dry-run')).stdout).toContain('To be chosen with --pairs: a.png with a_label.png or a_mask.png');
  expect(await run()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('a.png: both a_label.png and a_mask.png could be its labels') as string });
  const pairs = join(folder, 'pairs.csv');
  await writeFile(pairs, 'image,label\na.png,a_label.png\nb.png,\n');
  expect((await run('--pairs', pairs, '--dry-run')).stdout).toContain('a.png\ta_label.png\nb.png\t-\nLabel files of no image: a_mask.png, b_mask.png\n');
  expect(await run('--pairs', pairs)).toMatchObject({ exitCode: 0 });
  expect(await stored()).toEqual(['a.png 1', 'b.png 0']);
});

test('--pairs names files of the folder alone', async () => {
  const { folder, run } = await setUp('a.png', 'a_mask.png');
  await writePicture(folder, 'secret.png', boxPicture(1));
  const pairs = join(folder, 'pairs.json');
  await writeFile(pairs, JSON.stringify([{ image: 'a.png', label: '../secret.png' }]));
  expect(await run('--pairs', pairs)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('wanted a file name without a folder') as string });
  expect(await run('--pairs', pairs, '--dry-run')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('../secret.png') as string });
});
