import { afterEach, describe, expect, test, vi } from 'vitest';
import { diffLabelMaps, encodeMaskDiff } from '../core/labels/maskDiff.ts';
import { fakeApp } from './testing/fakeApp.ts';
import { connectWebSocket, transports } from './testing/transports.ts';
import type { Connection } from './testing/transports.ts';

/** What a call and a stream need of whatever carries them: what passes on one way passes on all. */

describe.each(transports)('%s', (_name, connect) => {
  let connection: Connection | undefined;
  afterEach(async () => {
    await connection?.close();
    connection = undefined;
  });

  async function start() {
    const app = fakeApp();
    connection = await connect(app);
    return { app, client: connection.client };
  }

  test('carries an answer, null included', async () => {
    const { client } = await start();
    expect(await client.project.current()).toBeNull();
  });

  test('carries an error with its code and its message', async () => {
    const { client } = await start();
    await expect(client.project.open({ folder: '/data/Kärnor <b>' })).rejects.toMatchObject({
      code: 'projectLocked',
      defined: true,
      message: 'project /data/Kärnor <b>: another program has it open',
    });
  });

  test('refuses input that is not of the contract', async () => {
    const { client } = await start();
    await expect(client.project.open({ folder: '' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const call = client.annotations.commit as unknown as (input: unknown) => Promise<unknown>;
    await expect(call({ imageId: 'image-1', diff: 'text' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('answers a procedure that does not exist with an error', async () => {
    const { client } = await start();
    const { nothing } = client as unknown as { nothing: () => Promise<unknown> };
    await expect(nothing()).rejects.toThrow();
  });

  test('carries bytes of every value', async () => {
    const { client } = await start();
    const before = { width: 256, height: 2, data: new Uint8Array(512).fill(255) };
    const after = { ...before, data: before.data.map((_value, index) => index % 256) };
    const diff = diffLabelMaps(before, after);
    const request = { imageId: 'image-1', tool: 'brush', classIndex: 1, regionId: null } as const;
    const blob = new Blob([encodeMaskDiff(diff)]);
    const answer = await client.annotations.commit({ ...request, diff: blob });
    expect(answer.sequence).toBe(diff.runs.length);
  });

  test('streams notifications in order until the caller leaves', async () => {
    const { app, client } = await start();
    const leave = new AbortController();
    const stream = await client.system.notifications(undefined, { signal: leave.signal });
    expect(await stream.next()).toMatchObject({ value: { type: 'project' } });
    for (let sequence = 1; sequence <= 3; sequence++) app.notify({ type: 'labels', imageId: 'image-1', sequence });
    for (let sequence = 1; sequence <= 3; sequence++) {
      expect(await stream.next()).toMatchObject({ value: { type: 'labels', sequence } });
    }
    expect(app.openStreams()).toBe(1);
    leave.abort();
    await stream.return?.(undefined).catch(() => undefined);
    app.notify({ type: 'queue' });
    await vi.waitFor(() => expect(app.openStreams()).toBe(0));
  });

  test('carries calls while a stream is open', async () => {
    const { client } = await start();
    const stream = await client.system.notifications();
    await stream.next();
    expect(await Promise.all([client.project.current(), client.project.current()])).toEqual([null, null]);
    void stream.return?.(undefined).catch(() => undefined);
  });
});

test('a closed window ends its streams', async () => {
  const app = fakeApp();
  const { client, close } = await connectWebSocket(app);
  const stream = await client.system.notifications();
  await stream.next();
  await close();
  await vi.waitFor(() => expect(app.openStreams()).toBe(0));
});
