import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporaryFolder.ts';
import type { ChildHandle, Processes } from '../ports/Processes.ts';
import { nodeProcesses } from '../processes/nodeProcesses.ts';
import { ImagesClient } from './imagesClient.ts';

/** A process that takes every call and never answers. */
function silentProcess(onStart: () => void): ChildHandle {
  onStart();
  let exited: (reason: string) => void = () => undefined;
  return { post: () => undefined, onMessage: () => undefined, onExit: (listener) => (exited = listener), kill: () => exited('signal SIGKILL') };
}

function clientOf(processes: Processes, baseBudgetMs?: number): ImagesClient {
  const client = new ImagesClient({ processes, ...(baseBudgetMs === undefined ? {} : { baseBudgetMs }) });
  onTestFinished(() => client.close());
  return client;
}

async function pngFile(folder: string): Promise<{ path: string; name: string }> {
  const path = join(folder, 'a.png');
  await writeFile(path, encode({ width: 3, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6), channels: 1 }));
  return { path, name: 'a.png' };
}

test('a process of its own decodes, and errors come back with their code and the file', async () => {
  const folder = await temporaryFolder();
  const client = clientOf(nodeProcesses);
  const samples = join(folder, 'samples');
  expect(await client.decodeImage(await pngFile(folder), samples)).toMatchObject({ width: 3, height: 2, channels: 1, sampleType: 'uint8', displayRange: [0, 255] });
  expect([...(await readFile(samples))]).toEqual([1, 2, 3, 4, 5, 6]);
  const broken = join(folder, 'broken.tif');
  await writeFile(broken, 'II');
  await expect(client.decodeImage({ path: broken, name: 'broken.tif' }, join(folder, 'none'))).rejects.toMatchObject({
    code: 'unreadableImage',
    message: expect.stringMatching(/^broken\.tif: /) as string,
  });
  expect(existsSync(join(folder, 'none'))).toBe(false);
  const { values } = await client.decodeLabels(await pngFile(folder));
  expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
  const written = join(folder, 'written.png');
  await client.writePng(written, { width: 2, height: 1, data: Uint8Array.of(0, 255) });
  expect([...(await client.decodeLabels({ path: written, name: 'written.png' })).values]).toEqual([0, 255]);
});

test('a process that dies costs its file an error, and the next file gets a new process', async () => {
  const folder = await temporaryFolder();
  const children: ChildHandle[] = [];
  const client = clientOf({
    start: (name) => {
      const child = nodeProcesses.start(name);
      children.push(child);
      return child;
    },
  });
  const file = await pngFile(folder);
  const dying = client.decodeImage(file, join(folder, 'first'));
  const second = client.decodeImage(file, join(folder, 'second'));
  dying.catch(() => undefined);
  while (children.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  children[0]!.kill();
  await expect(dying).rejects.toMatchObject({ code: 'decoderFailed', message: expect.stringMatching(/^a\.png: .*SIGKILL/) as string });
  expect(await second).toMatchObject({ width: 3 });
  expect(children).toHaveLength(2);
});

test('a file that takes too long is given up, its process killed', async () => {
  const folder = await temporaryFolder();
  let started = 0;
  const client = clientOf({ start: () => silentProcess(() => started++) }, 30);
  const file = await pngFile(folder);
  await expect(client.decodeImage(file, join(folder, 'a'))).rejects.toMatchObject({ code: 'decoderFailed', message: expect.stringContaining('took longer') as string });
  await expect(client.decodeLabels(file)).rejects.toMatchObject({ code: 'decoderFailed' });
  expect(started).toBe(2);
});

test('cancelling stops the file at hand and those that wait', async () => {
  const folder = await temporaryFolder();
  let started = 0;
  const client = clientOf({ start: () => silentProcess(() => started++) });
  const file = await pngFile(folder);
  const abort = new AbortController();
  const both = Promise.allSettled([client.decodeImage(file, join(folder, 'a'), abort.signal), client.decodeImage(file, join(folder, 'b'), abort.signal)]);
  while (started === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  abort.abort();
  for (const outcome of await both) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  expect(started).toBe(1);
});
