import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { IpcMainEvent } from 'electron';
import { expect, test, vi } from 'vitest';
import type { ContractClient } from '../inProcess/inProcessClient.ts';
import { fakeApp } from '../testing/fakeApp.ts';
import { createPortListener } from './connectPort.ts';

/** A port that tells whether it was started and closed. */
function watchedPort() {
  const { port1: port, port2: other } = new MessageChannel();
  const [started, closed] = [vi.spyOn(port, 'start'), vi.spyOn(port, 'close')];
  return { port, other, started, closed };
}

const ownFrame = { url: 'sfumato://app/index.html', parent: null };

test('a port of our own page is answered', async () => {
  const { port, other } = watchedPort();
  const listen = createPortListener(fakeApp().router);
  listen({ senderFrame: ownFrame, ports: [port] } as unknown as IpcMainEvent);
  const client: ContractClient = createORPCClient(new RPCLink({ port: other }));
  other.start();
  expect(await client.project.current()).toBeNull();
  port.close();
});

test.each([
  ['another page', { url: 'https://evil.example/', parent: null }],
  ['a frame inside our page', { url: 'sfumato://app/', parent: ownFrame }],
  ['a frame that is gone', null],
])('a port of %s is closed', (_what, senderFrame) => {
  const { port, started, closed } = watchedPort();
  createPortListener(fakeApp().router)({ senderFrame, ports: [port] } as unknown as IpcMainEvent);
  expect(started).not.toHaveBeenCalled();
  expect(closed).toHaveBeenCalledOnce();
});

test('further ports are closed and a message without one is ignored', () => {
  const [first, second] = [watchedPort(), watchedPort()];
  const listen = createPortListener(fakeApp().router);
  listen({ senderFrame: ownFrame, ports: [first.port, second.port] } as unknown as IpcMainEvent);
  listen({ senderFrame: ownFrame, ports: [] } as unknown as IpcMainEvent);
  expect(second.closed).toHaveBeenCalledOnce();
  expect(first.started).toHaveBeenCalledOnce();
  first.port.close();
});
