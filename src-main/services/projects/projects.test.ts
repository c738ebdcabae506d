import { mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProjectStore } from '../../store/ProjectStore.ts';
import { classes, startTestApp } from '../testing/testApp.ts';
import { projectWithImages } from '../testing/projectWithImages.ts';
import { quote } from '../../core/messages/Message.ts';

test('a project is made in an empty folder, or in one of its own beside other files', async () => {
  const { client, folder } = await startTestApp();
  const plain = await client.project.create({ folder: join(folder, 'new'), name: 'One', classes });
  expect(plain.folder).toBe(join(folder, 'new'));
  await mkdir(join(folder, 'pictures'));
  await writeFile(join(folder, 'pictures', 'a.png'), '');
  const beside = await client.project.create({ folder: join(folder, 'pictures'), name: '../Two: é', classes });
  expect(beside.folder).toBe(join(folder, 'pictures', '-Two- é.sfumato'));
  expect(beside.name).toBe('../Two: é');
  await expect(client.project.create({ folder: join(folder, 'new'), name: 'Three', classes })).rejects.toMatchObject({ code: 'conflict' });
  expect((await client.project.recent()).map(({ name }) => name)).toEqual(['../Two: é', 'One']);
});

test('a recent project that is gone is marked so, and is listed until it is forgotten', async () => {
  const { client, folder } = await startTestApp();
  const { folder: gone } = await client.project.create({ folder: join(folder, 'gone'), name: 'Gone', classes });
  await client.project.close();
  await rm(gone, { recursive: true });
  expect(await client.project.recent()).toMatchObject([{ name: 'Gone', isMissing: true, imageCount: 0 }]);
  expect(await client.project.forget({ folder: gone })).toEqual([]);
  expect(await client.project.recent()).toEqual([]);
});

test('classes are numbered from 0 without a gap, each with its own name', async () => {
  const { client, folder } = await startTestApp();
  const [background, nucleus] = classes;
  const create = (list: typeof classes) => client.project.create({ folder: join(folder, 'p'), name: 'P', classes: list });
  await expect(create([background!, { ...nucleus!, index: 2 }])).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(create([background!, { ...nucleus!, name: 'Background' }])).rejects.toMatchObject({ code: 'invalidInput' });
  expect(existsSync(join(folder, 'p'))).toBe(false);
});

test('a project that cannot be opened leaves the open one open', async () => {
  const { client, folder } = await startTestApp();
  const open = await client.project.create({ folder: join(folder, 'open'), name: 'Open', classes });
  await expect(client.project.open({ folder: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'notFound' });
  expect(await client.project.current()).toEqual(open);
  // Opening it once more is no conflict with oneself.
  expect(await client.project.open({ folder: open.folder })).toEqual(open);
});

test('two programs on one project: the second is told who has it', async () => {
  const first = await startTestApp();
  const second = await startTestApp();
  const { folder } = await first.client.project.create({ folder: join(first.folder, 'p'), name: 'P', classes });
  await expect(second.client.project.open({ folder })).rejects.toMatchObject({
    code: 'projectLocked',
    message: expect.stringContaining(`process ${process.pid}`) as string,
  });
  await first.client.project.close();
  expect((await second.client.project.open({ folder })).name).toBe('P');
});

test('the demo is made once: twelve images, four of them held back with labels', async () => {
  const { client, folder } = await startTestApp();
  const demo = await client.project.openDemo();
  const images = await client.images.list();
  expect(images).toHaveLength(12);
  expect(images.filter(({ role }) => role === 'heldBack').map(({ labelledFraction }) => labelledFraction)).toEqual([1, 1, 1, 1]);
  expect(images.filter(({ role, labelledFraction }) => role === 'work' && labelledFraction === 0)).toHaveLength(8);
  await client.project.close();
  expect((await client.project.openDemo()).id).toBe(demo.id);
  expect(readdirSync(join(folder, 'data', 'demo'))).toEqual(['Demo.sfumato']);
});

test('a demo whose files are missing says so and leaves nothing', async () => {
  const { client, folder } = await startTestApp({ resourcesFolder: '/nowhere' });
  await expect(client.project.openDemo()).rejects.toMatchObject({ code: 'notFound', message: expect.stringContaining('demo.json') as string });
  expect(readdirSync(join(folder, 'data', 'demo'))).toEqual([]);
});

test('jobs that the program\'s end cut off are marked when the project is opened again', async () => {
  const { client, close, project, folder } = await projectWithImages('images');
  await client.jobs.list();
  await close();
  const store = await ProjectStore.open(project.folder);
  const job = { id: 'cut-off', kind: 'export', state: 'running', message: quote('Writing'), fraction: 0, elapsedMs: 0, remainingMs: null, loss: null, dice: null, rate: null, createdAt: '2026-11-23T12:00:00.000Z', finishedAt: null, error: null } as const;
  store.jobs.begin(job, {});
  expect(store.jobs.interrupted()).toHaveLength(1);
  store.close();
  const again = await startTestApp({ dataFolder: join(folder, 'data') });
  await again.client.project.open({ folder: project.folder });
  await again.close();
  const after = await ProjectStore.open(project.folder);
  expect(after.jobs.interrupted()).toEqual([]);
  after.close();
});

test('classes are renamed, recoloured, added and retired, never lost; the project takes another name', async () => {
  const { client, folder, close } = await startTestApp();
  await client.project.create({ folder: join(folder, 'project'), name: 'Before', classes });
  const changed = [classes[0]!, { ...classes[1]!, name: 'cell', colour: '#112233' }, { index: 2, name: 'debris', colour: '#445566', retired: false }];
  expect(await client.project.update({ name: 'After', classes: changed })).toMatchObject({ name: 'After', classes: changed });
  const retired = changed.map((each) => ({ ...each, retired: each.index === 1 }));
  await client.project.update({ classes: retired });
  const refused = async (list: typeof changed) => expect(client.project.update({ classes: list })).rejects.toMatchObject({ code: 'invalidInput' });
  await refused(changed.slice(0, 2));
  await refused([changed[0]!, changed[2]!, changed[1]!]);
  await refused(changed.map((each) => ({ ...each, retired: each.index === 0 })));
  await refused(changed.map((each) => ({ ...each, retired: each.index > 0 })));
  await refused([changed[0]!, { ...changed[1]!, name: 'Debris' }, changed[2]!]);
  await close();
  const again = await startTestApp({ dataFolder: join(folder, 'data') });
  expect(await again.client.project.open({ folder: join(folder, 'project') })).toMatchObject({ name: 'After', classes: retired });
});
