import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeMaskDiff } from '../../core/labels/maskDiff.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { classes, startTestApp } from '../testing/testApp.ts';
import type { TestClient } from '../testing/testApp.ts';

const recoloured = classes.map((each) => (each.index === 1 ? { ...each, colour: '#112233' } : each));
const added = [...recoloured, { index: 2, name: 'debris', colour: '#0072b2', retired: false }];

const paint = (client: TestClient, imageId: string, column: number) =>
  client.annotations.commit({
    imageId,
    tool: 'brush',
    classIndex: 1,
    diff: new Blob([encodeMaskDiff({ ...pictureSize, runs: Uint32Array.of(column, 1, 255, 1) })]),
    regionId: null,
  });
const classesOf = async (client: TestClient) => (await client.project.current())!.classes;

test('a change of classes is a step among the corrections: taken back and done again in order, also after a restart', async () => {
  const { client, image, folder, project, close } = await projectWithImages('images');
  await paint(client, image.id, 0);
  await client.project.update({ classes: recoloured });
  await paint(client, image.id, 1);

  expect(await client.annotations.undo()).toMatchObject({ kind: 'undo' });
  expect(await client.annotations.undo()).toMatchObject({ kind: 'undoClasses', before: recoloured, after: classes });
  expect(await classesOf(client)).toEqual(classes);
  await close();

  const again = (await startTestApp({ dataFolder: join(folder, 'data') })).client;
  await again.project.open({ folder: project.folder });
  expect(await again.annotations.undo()).toMatchObject({ kind: 'undo', targetSequence: 2 });
  expect(await again.annotations.redo()).toMatchObject({ kind: 'redo', targetSequence: 2 });
  expect(await again.annotations.redo()).toMatchObject({ kind: 'redoClasses' });
  expect(await classesOf(again)).toEqual(recoloured);
  expect(await again.annotations.redo()).toMatchObject({ kind: 'redo', targetSequence: 3 });
  expect(await again.annotations.redo()).toBeNull();
  expect((await again.annotations.verify()).problems).toEqual([]);
  const { classEvents } = await again.annotations.history({});
  expect(classEvents.map(({ kind }) => kind)).toEqual(['redoClasses', 'undoClasses', 'changeClasses']);
});

test('a class that was added is retired when that is taken back, for its number may be in a label map', async () => {
  const { client } = await projectWithImages('images');
  await client.project.update({ classes: added });
  await client.annotations.undo();
  expect(await classesOf(client)).toEqual([...classes, { ...added[2]!, retired: true }]);
  await client.annotations.redo();
  expect(await classesOf(client)).toEqual(added);
});

test('a change of classes ends what could be done again, and a correction what of the classes could', async () => {
  const { client, image } = await projectWithImages('images');
  await paint(client, image.id, 0);
  await client.annotations.undo();
  await client.project.update({ classes: recoloured });
  expect(await client.annotations.redo()).toBeNull();
  await client.annotations.undo();
  await paint(client, image.id, 0);
  expect(await client.annotations.redo()).toBeNull();
  expect(await classesOf(client)).toEqual(classes);
});

test('the same classes again, another name for the project, and a project without images are no steps', async () => {
  const { client } = await projectWithImages('images');
  await client.project.update({ name: 'Another', classes });
  expect(await client.annotations.history({})).toMatchObject({ classEvents: [], canUndo: false });
  const other = await startTestApp();
  await other.client.project.create({ folder: join(other.folder, 'empty'), name: 'Empty', classes });
  await other.client.project.update({ classes: recoloured });
  expect(await classesOf(other.client)).toEqual(recoloured);
  expect(await other.client.annotations.history({})).toMatchObject({ classEvents: [], canUndo: false });
});

test('events of classes cannot be changed, and classes changed behind their back are found', async () => {
  const { client, folder, project, close } = await projectWithImages('images');
  await client.project.update({ classes: recoloured });
  await close();
  const database = new DatabaseSync(join(project.folder, 'project.sqlite'));
  expect(() => database.exec("UPDATE class_events SET who = 'another'")).toThrowError(/append-only/);
  expect(() => database.exec('DELETE FROM class_events')).toThrowError(/append-only/);
  database.exec("UPDATE classes SET colour = '#ffffff' WHERE class_index = 1");
  database.close();
  const again = (await startTestApp({ dataFolder: join(folder, 'data') })).client;
  await again.project.open({ folder: project.folder });
  expect((await again.annotations.verify()).problems).toEqual(['classes: change 1 left others than were there after it']);
});
