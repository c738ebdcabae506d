import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { createApp } from '../../app.ts';
import type { App, AppOptions } from '../../application.ts';
import { diffLabelMaps, encodeMaskDiff } from '../../core/labels/maskDiff.ts';
import type { LabelMap } from '../../core/labels/labelMap.ts';
import type { JobRecord } from '../../core/records.ts';
import { createImages } from '../../images/images.ts';
import type { ImagesClientPort } from '../../ports/ImagesClient.ts';
import { FakeEngine } from './FakeEngine.ts';
import { temporaryFolder } from '../../files/testing/temporaryFolder.ts';

export const classes = [
  { index: 0, name: 'background', colour: '#5b6570', retired: false },
  { index: 1, name: 'nucleus', colour: '#e0a33a', retired: false },
];

/** The decoders in this process: tests of the services need no process of their own. */
export function inlineImages(): ImagesClientPort {
  return { ...createImages(), close: () => Promise.resolve() };
}

/** A whole application on folders of its own, with a fake engine, closed when the test is over. */
export async function startTestApp(options: Partial<AppOptions> = {}) {
  const folder = await temporaryFolder();
  const engine = new FakeEngine();
  const app = await createApp({
    processes: {
      start: (name) => {
        throw new Error(`a test without processes asked for ${name}`);
      },
    },
    host: 'commandLine',
    dataFolder: join(folder, 'data'),
    resourcesFolder: join(import.meta.dirname, '../../../resources'),
    user: 'tester',
    engine,
    images: inlineImages(),
    ...options,
  });
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await app.close();
    closed = true;
  };
  onTestFinished(close);
  return { app, client: clientOf(app), engine, folder, close };
}

export function clientOf(app: App) {
  return createRouterClient(app.router);
}

export type TestClient = ReturnType<typeof clientOf>;

/** Starts a job and waits for its end. */
export async function finished(client: TestClient, start: () => Promise<{ jobId: string }>): Promise<JobRecord> {
  const events = await client.system.notifications();
  const { jobId } = await start();
  for await (const event of events) {
    if (event.type !== 'job' || event.job.id !== jobId) continue;
    if (event.job.state !== 'waiting' && event.job.state !== 'running') return event.job;
  }
  throw new Error('the notifications ended before the job did');
}

/** The change from one map to the other, as the canvas sends it. */
export function sentDiff(before: LabelMap, after: LabelMap): Blob {
  return new Blob([encodeMaskDiff(diffLabelMaps(before, after))]);
}

/** A copy of a map with a box filled. */
export function withBox(map: LabelMap, box: { x: number; y: number; width: number; height: number }, value: number): LabelMap {
  const data = Uint8Array.from(map.data);
  for (let y = box.y; y < box.y + box.height; y++) data.fill(value, y * map.width + box.x, y * map.width + box.x + box.width);
  return { ...map, data };
}
