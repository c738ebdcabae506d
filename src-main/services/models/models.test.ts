import { mkdir, readdir, symlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeModelFolder } from '../testing/FakeEngine.ts';
import { projectWithImages } from '../testing/projectWithImages.ts';
import { finished } from '../testing/testApp.ts';

const classNames = ['background', 'nucleus'];

test('the first model is taken into use, the next waits; going back is possible, declining the one in use is not', async () => {
  const { client, folder } = await projectWithImages('model');
  const second = join(folder, 'second');
  await writeModelFolder(second, classNames);
  await writeFile(join(second, 'notes.txt'), 'not part of the model');
  const candidate = await client.models.import({ folder: second });
  expect(candidate).toMatchObject({ name: 'second', state: 'candidate', architecture: 'unet', memberCount: 1 });
  const [, first] = await client.models.list();
  await client.models.promote({ modelId: candidate.id });
  await expect(client.models.decline({ modelId: candidate.id })).rejects.toMatchObject({ code: 'conflict' });
  expect(await client.models.promote({ modelId: first!.id })).toMatchObject({ state: 'inUse' });
  expect(await client.models.decline({ modelId: candidate.id })).toMatchObject({ state: 'declined' });
});

test('only the card and the weights it names are copied, and weights that are not what it says are refused', async () => {
  const { client, folder, project } = await projectWithImages('images');
  const good = join(folder, 'good');
  await writeModelFolder(good, classNames, 2);
  await writeFile(join(good, 'evil.js'), 'boom');
  const { id } = await client.models.import({ folder: good });
  expect(await readdir(join(project.folder, 'models', id))).toEqual(['member-0.bin', 'member-1.bin', 'model.json']);

  await writeFile(join(good, 'member-1.bin'), 'other weights');
  await expect(client.models.import({ folder: good })).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining('member-1.bin') as string });
  expect(await readdir(join(project.folder, 'models'))).toEqual([id]);
});

test('links, paths in the card, other classes and missing folders are refused', async () => {
  const { client, folder } = await projectWithImages('images');
  const linked = join(folder, 'linked');
  await writeModelFolder(linked, classNames);
  await rm(join(linked, 'member-0.bin'));
  await symlink('/etc/hostname', join(linked, 'member-0.bin'));
  await expect(client.models.import({ folder: linked })).rejects.toMatchObject({ code: 'invalidInput' });
  const outside = join(folder, 'outside');
  await mkdir(outside);
  const card = { architecture: 'unet', classes: classNames, members: [{ weightsFile: '../../secret.bin', sha256: 'a'.repeat(64) }] };
  await writeFile(join(outside, 'model.json'), JSON.stringify(card));
  await expect(client.models.import({ folder: outside })).rejects.toMatchObject({ code: 'corrupt' });
  const three = join(folder, 'three');
  await writeModelFolder(three, [...classNames, 'border']);
  await expect(client.models.import({ folder: three })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('border') as string });
  await expect(client.models.import({ folder: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'notFound' });
  expect(await client.models.list()).toEqual([]);
});

test('a model is measured on the held-back labels', async () => {
  const { client } = await projectWithImages('model');
  const [model] = await client.models.list();
  const job = await finished(client, () => client.models.evaluate({ modelId: model!.id }));
  expect(job).toMatchObject({ state: 'done', kind: 'evaluate' });
  expect((await client.models.list())[0]!.figures).toMatchObject({ imageCount: 1, labelledPixels: 64 * 48 });
});
