import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { IpcMainEvent } from 'electron';
import { expect, test, vi } from 'vitest';
import type { ContractClient } from '../inProcess/inProcessClient.ts';
import { fakeApp } from '../testing/fakeApp.ts';
import { createPortListener } from './connectPort.ts';

/** Electron's `MessagePortMain` gives events where Node's port gives data. */
function portMain(port: MessagePort) {
  return Object.assign(port, { start: vi.fn(port.start.bind(port)), close: vi.fn(port.close.bind(port)) });
}
type MessagePort = InstanceType<typeof MessageChannel>['port1'];

const ownFrame = { url: 'sfumato://app/index.html', parent: null };

test('a port of our own page is answered', async () => {
  const { port1, port2 } = new MessageChannel();
  const listen = createPortListener(fakeApp().router);
  listen({ senderFrame: ownFrame, ports: [portMain(port1)] } as unknown as IpcMainEvent);
  const client: ContractClient = createORPCClient(new RPCLink({ port: port2 }));
  port2.start();
  expect(await client.project.current()).toBeNull();
  port1.close();
});

test.each([
  ['another page', { url: 'https://evil.example/', parent: null }],
  ['a frame inside our page', { url: 'sfumato://app/', parent: ownFrame }],
  ['a frame that is gone', null],
])('a port of %s is closed', (_what, senderFrame) => {
  const port = portMain(new MessageChannel().port1);
  createPortListener(fakeApp().router)({ senderFrame, ports: [port] } as unknown as IpcMainEvent);
  expect(port.start).not.toHaveBeenCalled();
  expect(port.close).toHaveBeenCalledOnce();
});

test('further ports are closed and a message without one is ignored', () => {
  const [first, second] = [portMain(new MessageChannel().port1), portMain(new MessageChannel().port1)];
  const listen = createPortListener(fakeApp().router);
  listen({ senderFrame: ownFrame, ports: [first, second] } as unknown as IpcMainEvent);
  listen({ senderFrame: ownFrame, ports: [] } as unknown as IpcMainEvent);
  expect(second.close).toHaveBeenCalledOnce();
  expect(first.start).toHaveBeenCalledOnce();
  first.close();
});
