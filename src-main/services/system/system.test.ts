import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { say } from '../../core/messages/Message.ts';
import { NotificationHub } from '../notifications/NotificationHub.ts';
import { classes, startTestApp } from '../testing/testApp.ts';
import { FakeEngine } from '../testing/FakeEngine.ts';
import { EngineStatus } from './EngineStatus.ts';

test('the doctor says what runs and what is missing', async () => {
  const { client, folder } = await startTestApp({ resourcesFolder: '/nowhere' });
  await client.project.create({ folder: join(folder, 'p'), name: 'P', classes });
  const report = await client.system.doctor();
  expect(report).toMatchObject({ host: 'commandLine', node: process.versions.node, engine: { state: 'ready', device: { text: 'a fake' } } });
  expect(report.sqlite).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Object.fromEntries(report.checks.map(({ name, state }) => [name.text, state]))).toMatchObject({
    engine: 'warning',
    'data folder': 'ok',
    'starter model': 'warning',
    'project disk': 'ok',
  });
});

test('an engine that does not start is a finding, not a failure', async () => {
  const engine = new FakeEngine();
  engine.describe = () => Promise.reject(new Error('no library'));
  const { client } = await startTestApp({ engine });
  const { engine: report, checks } = await client.system.doctor();
  expect(report).toMatchObject({ state: 'failed', device: { text: 'no library' } });
  expect(checks.find(({ name }) => name.text === 'engine')).toMatchObject({ state: 'failed', detail: { text: 'no library' } });
});

test('folders are listed with what is in them', async () => {
  const { client, folder } = await startTestApp();
  await client.project.create({ folder: join(folder, 'place', 'project'), name: 'P', classes });
  await mkdir(join(folder, 'place', 'pictures'));
  await mkdir(join(folder, 'place', '.hidden'));
  for (const name of ['a.png', 'b.TIF', 'notes.txt', '.c.png']) await writeFile(join(folder, 'place', 'pictures', name), '');
  expect(await client.system.listFolders({ folder: join(folder, 'place') })).toEqual({
    folder: join(folder, 'place'),
    parent: folder,
    folders: [
      { name: 'pictures', isProject: false, imageCount: 2 },
      { name: 'project', isProject: true, imageCount: 0 },
    ],
    files: [],
  });
  const { files } = await client.system.listFolders({ folder: join(folder, 'place', 'pictures'), fileEnding: '.tif' });
  expect(files).toEqual([{ name: 'b.TIF', bytes: 0 }]);
  await expect(client.system.listFolders({ folder: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'notFound' });
  expect((await client.system.listFolders({ folder: '/' })).parent).toBeNull();
});

test('what was unknown keeps its words and loses its stack; odd input is told by its field', async () => {
  const { client } = await startTestApp();
  await expect(client.project.open({ folder: '' })).rejects.toMatchObject({ code: 'invalidInput', defined: true, message: expect.stringContaining('folder') as string });
  const { client: broken } = await startTestApp({ clock: { now: () => { throw new TypeError('the clock stopped'); } } });
  const thrown: unknown = await broken.project.openDemo().catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: 'internal', message: expect.stringContaining('the clock stopped') as string });
  expect(JSON.stringify(thrown)).not.toContain('.ts:');
});

test('a failure that the engine got over is told to every window and by the doctor, until it is asked to start anew', async () => {
  const notifications = new NotificationHub();
  const status = new EngineStatus(new FakeEngine(), notifications);
  const heard: unknown[] = [];
  const stop = new AbortController();
  const listening = (async () => {
    for await (const notification of notifications.subscribe([], stop.signal)) {
      heard.push(notification);
      if (heard.length === 2) return;
    }
  })();
  const trouble = say('engineTrouble', { what: say('processEnded', { reason: 'signal SIGKILL' }), then: say('goesOnAsItWas') });
  await status.hearTrouble(trouble);
  await listening;
  expect(heard).toMatchObject([
    { type: 'engine', engine: { troubles: [trouble] } },
    { type: 'engine', engine: { state: 'ready', troubles: [trouble] } },
  ]);
  expect(trouble.text).toMatch(/SIGKILL.*goes on from where it was\. Nothing of yours is lost\.$/);
  for (let more = 0; more < 9; more++) await status.hearTrouble(trouble);
  expect(status.report.troubles).toHaveLength(5);
  status.forgetTroubles();
  expect((await status.refresh()).troubles).toEqual([]);
});
