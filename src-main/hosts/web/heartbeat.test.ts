import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { startHeartbeat } from './heartbeat.ts';

test('a connection that stops answering is ended, one that answers stays', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const stop = startHeartbeat(server, 20);
  await once(server, 'listening');
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const alive = new WebSocket(address);
  const dead = new WebSocket(address, { autoPong: false });
  await Promise.all([once(alive, 'open'), once(dead, 'open')]);
  await once(dead, 'close');
  expect(alive.readyState).toBe(WebSocket.OPEN);
  await vi.waitFor(() => expect(server.clients.size).toBe(1));
  stop();
  alive.terminate();
  server.close();
});
