import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { RPCHandler as MessagePortHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { diffLabelMaps, encodeMaskDiff } from '../core/labels/maskDiff.ts';
import { inProcessClient } from './inProcess/inProcessClient.ts';
import type { ContractClient } from './inProcess/inProcessClient.ts';
import { fakeApp } from './testing/fakeApp.ts';
import { startWebHost } from './web/startWebHost.ts';

/** One suite for every way a call can be carried: what passes on one passes on all. */

interface Connection {
  readonly app: ReturnType<typeof fakeApp>;
  readonly client: ContractClient;
  readonly close: () => Promise<void>;
}

function connectInProcess(): Promise<Connection> {
  const app = fakeApp();
  return Promise.resolve({ app, client: inProcessClient(app.router), close: () => app.close() });
}

function connectMessagePort(): Promise<Connection> {
  const app = fakeApp();
  const { port1, port2 } = new MessageChannel();
  new MessagePortHandler(app.router).upgrade(port1);
  const client: ContractClient = createORPCClient(new MessagePortLink({ port: port2 }));
  port1.start();
  port2.start();
  const close = (): Promise<void> => {
    port1.close();
    return Promise.resolve();
  };
  return Promise.resolve({ app, client, close });
}

async function connectWebSocket(): Promise<Connection> {
  const app = fakeApp();
  const host = await startWebHost({ app, rendererFolder: tmpdir(), port: 0, bindAddress: '127.0.0.1' });
  const launch = await fetch(host.url, { redirect: 'manual' });
  const cookie = launch.headers.get('set-cookie')?.split(';')[0] ?? '';
  const origin = `http://127.0.0.1:${host.port}`;
  const websocket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: { cookie, origin } });
  websocket.binaryType = 'arraybuffer';
  await once(websocket, 'open');
  // The link is written for a browser's socket; ws offers the parts of it that are used.
  const client: ContractClient = createORPCClient(new WebSocketLink({ websocket: websocket }));
  return { app, client, close: () => host.close() };
}

const transports = [
  ['in process', connectInProcess],
  ['MessagePort', connectMessagePort],
  ['WebSocket', connectWebSocket],
] as const;

describe.each(transports)('%s', (_name, connect) => {
  let connection: Connection | undefined;
  afterEach(async () => {
    await connection?.close();
    connection = undefined;
  });

  test('carries an answer, null included', async () => {
    connection = await connect();
    expect(await connection.client.project.current()).toBeNull();
  });

  test('carries an error with its code and its message', async () => {
    connection = await connect();
    await expect(connection.client.project.open({ folder: '/data/Kärnor <b>' })).rejects.toMatchObject({
      code: 'projectLocked',
      defined: true,
      message: 'project /data/Kärnor <b>: another program has it open',
    });
  });

  test('refuses input that is not of the contract', async () => {
    connection = await connect();
    await expect(connection.client.project.open({ folder: '' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const call = connection.client.annotations.commit as unknown as (input: unknown) => Promise<unknown>;
    await expect(call({ imageId: 'image-1', diff: 'text' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('answers a procedure that does not exist with an error', async () => {
    connection = await connect();
    const { nothing } = connection.client as unknown as { nothing: () => Promise<unknown> };
    await expect(nothing()).rejects.toThrow();
  });

  test('carries bytes of every value', async () => {
    connection = await connect();
    const before = { width: 256, height: 2, data: new Uint8Array(512).fill(255) };
    const after = { ...before, data: before.data.map((_value, index) => index % 256) };
    const diff = diffLabelMaps(before, after);
    const request = { imageId: 'image-1', tool: 'brush', classIndex: 1, regionId: null } as const;
    const blob = new Blob([encodeMaskDiff(diff)]);
    const answer = await connection.client.annotations.commit({ ...request, diff: blob });
    expect(answer.sequence).toBe(diff.runs.length);
  });

  test('streams notifications in order until the caller leaves', async () => {
    connection = await connect();
    const { app, client } = connection;
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
    connection = await connect();
    const { client } = connection;
    const stream = await client.system.notifications();
    await stream.next();
    expect(await Promise.all([client.project.current(), client.project.current()])).toEqual([null, null]);
    void stream.return?.(undefined).catch(() => undefined);
  });
});

test('a closed window ends its streams', async () => {
  const { app, client, close } = await connectWebSocket();
  const stream = await client.system.notifications();
  await stream.next();
  await close();
  await vi.waitFor(() => expect(app.openStreams()).toBe(0));
});
