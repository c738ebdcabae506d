import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { verifyJournal } from '../services/annotations/verifyJournal.ts';
import { temporaryFolder } from '../files/testing/temporaryFolder.ts';
import { readPragma } from './migrate.ts';
import { ProjectStore } from './ProjectStore.ts';
import { migrations } from './schema.ts';

/** Projects as older versions of the program left them; each was written by that version itself. */
const golden = join(import.meta.dirname, 'testing', 'golden');

async function copied(name: string): Promise<string> {
  const folder = join(await temporaryFolder(), 'Golden.sfumato');
  await mkdir(folder);
  await copyFile(join(golden, name), join(folder, 'project.sqlite'));
  return folder;
}

const hashesOf = (path: string): unknown[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT sequence, hash FROM journal ORDER BY sequence').all();
  database.close();
  return rows;
};

const [deep, tissue] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

test('a project of schema 1 opens with all it had, its journal hash by hash', async () => {
  const folder = await copied('schema-1.sqlite');
  const store = await ProjectStore.open(folder);
  expect(store.name).toBe('Golden');
  expect(store.classes).toEqual([
    { index: 0, name: 'background', colour: '#000000', retired: false },
    { index: 1, name: 'nucleus', colour: '#ffffff', retired: false },
  ]);
  expect(store.images.get(deep)).toMatchObject({
    colour: 'grey',
    channelNames: ['Intensity'],
    displayRange: [120, 4000],
    channelRanges: [[120, 4000]],
    pixelSizeUm: null,
    stack: null,
    labelledFraction: 1,
    labelSequence: 2,
  });
  expect(store.images.get(tissue)).toMatchObject({ colour: 'rgb', channelRanges: [[0, 255], [0, 255], [0, 255]], labelledFraction: 0 });
  expect(store.images.source(tissue)).toEqual({ fileHash: 'b'.repeat(64), slice: 0 });
  expect(store.journal.latest(10).map(({ kind, gestureId }) => [kind, gestureId])).toEqual(['review', 'redo', 'undo', 'annotate', 'annotate', 'annotate', 'annotate'].map((kind) => [kind, null]));
  expect(store.regions.get('00000000-0000-4000-8000-0000000000b1').state).toBe('deferred');
  expect(store.models.inUse()?.name).toBe('Starter');
  expect(verifyJournal(store)).toEqual({ events: 7, problems: [] });
  // A tile that was cleared again has no row any more; one that holds the same throughout says so.
  expect(store.labels.summaries(tissue)).toEqual([]);
  expect(store.labels.summaries(deep).map(({ uniform }) => uniform)).toEqual([null, null]);
  store.close();
  expect(hashesOf(join(folder, 'project.sqlite'))).toEqual(hashesOf(join(golden, 'schema-1.sqlite')));
  const [backup] = await readdir(join(folder, 'backups'));
  expect(backup).toMatch(/^project-schema-1-/);
  expect(hashesOf(join(folder, 'backups', backup!))).toHaveLength(7);
});

test('a project of schema 3 opens with gestures, objects and jobs; their messages read as they were written', async () => {
  const folder = await copied('schema-3.sqlite');
  const store = await ProjectStore.open(folder);
  expect(store.classes.map(({ name, retired }) => [name, retired])).toEqual([['background', false], ['nucleus', false], ['debris', false]]);
  const images = store.images.list();
  expect(images.map(({ name }) => name)).toEqual(['deep.png', 'tissue.png']);
  expect(store.journal.latest(10).map(({ kind, gestureId }) => [kind, gestureId !== null])).toEqual([['undo', false], ['annotate', false], ['annotate', true], ['annotate', true]]);
  const [deep] = images;
  expect([...store.objects.part(deep!.id, deep!, { x: 4, y: 0, width: 4, height: 1 })]).toEqual([7, 7, 0, 0]);
  expect(store.jobs.ended(10).map(({ kind, state, message, error }) => [kind, state, message.text, error])).toEqual([['import', 'done', '2 images imported', null]]);
  expect(store.classEvents.all()).toEqual([]);
  expect(verifyJournal(store)).toEqual({ events: 4, problems: [] });
  store.close();
  expect(hashesOf(join(folder, 'project.sqlite'))).toEqual(hashesOf(join(golden, 'schema-3.sqlite')));
});

test('a project brought up to date goes on: new rows chain to the old, and cannot be changed', async () => {
  const folder = await copied('schema-1.sqlite');
  let store = await ProjectStore.open(folder);
  const size = store.images.get(tissue);
  store.transaction(() => {
    const diff = { width: size.width, height: size.height, runs: Uint32Array.of(0, 5, 255, 1) };
    const objects = { ...diff, runs: Uint32Array.of(0, 5, 0, 70_000) };
    const words = { at: '2026-11-23T12:00:00.000Z', who: 'expert', kind: 'annotate', tool: 'polygon', classIndex: 1, changedPixels: 5 } as const;
    const none = { modelId: null, meanUncertainty: null, regionId: null, decision: null, targetSequence: null };
    const sequence = store.journal.append({ ...words, ...none, imageId: tissue, gestureId: '00000000-0000-4000-8000-0000000000d1', diff, objects });
    store.objects.change(tissue, size, objects);
    store.images.noteLabels(tissue, store.labels.change(tissue, size, diff), sequence);
  });
  store.close();
  store = await ProjectStore.open(folder);
  expect(verifyJournal(store)).toEqual({ events: 8, problems: [] });
  expect([...store.objects.part(tissue, size, { x: 3, y: 0, width: 4, height: 1 })]).toEqual([70_000, 70_000, 0, 0]);
  store.close();
  const database = new DatabaseSync(join(folder, 'project.sqlite'));
  expect(readPragma(database, 'user_version')).toBe(migrations.length);
  expect(() => database.exec("UPDATE journal SET who = 'another'")).toThrowError(/append-only/);
  expect(() => database.exec('DELETE FROM journal')).toThrowError(/append-only/);
  // Behind the triggers' back, and for verification to find: an object's number changed in the stored fold.
  database.exec('DELETE FROM object_tiles');
  database.close();
  store = await ProjectStore.open(folder);
  expect(verifyJournal(store).problems).toEqual(['objects of tissue.png: pixel (0, 0) is stored as 0, the journal says 70000']);
  store.close();
});
