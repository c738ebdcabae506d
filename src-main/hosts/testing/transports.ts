import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { RPCHandler as MessagePortHandler } from '@orpc/server/message-port';
import { WebSocket } from 'ws';
import type { App } from '../../application.ts';
import { inProcessClient } from '../inProcess/inProcessClient.ts';
import type { ContractClient } from '../inProcess/inProcessClient.ts';
import { startWebHost } from '../web/startWebHost.ts';

/** A client of an application over one of the ways a call can be carried. */
export interface Connection {
  readonly client: ContractClient;
  /** Ends the way, not the application. */
  readonly close: () => Promise<void>;
}

/** Every way, so that one suite can be run over all. */
export const transports: readonly (readonly [name: string, connect: (app: App) => Promise<Connection>])[] = [
  ['in process', connectInProcess],
  ['MessagePort', connectMessagePort],
  ['WebSocket', connectWebSocket],
];

function connectInProcess(app: App): Promise<Connection> {
  return Promise.resolve({ client: inProcessClient(app.router), close: () => Promise.resolve() });
}

function connectMessagePort(app: App): Promise<Connection> {
  const { port1, port2 } = new MessageChannel();
  new MessagePortHandler(app.router).upgrade(port1);
  const client: ContractClient = createORPCClient(new MessagePortLink({ port: port2 }));
  port1.start();
  port2.start();
  const close = async (): Promise<void> => {
    const closed = once(port2, 'close');
    port1.close();
    await closed;
  };
  return Promise.resolve({ client, close });
}

export async function connectWebSocket(app: App): Promise<Connection> {
  const host = await startWebHost({ app, rendererFolder: tmpdir(), port: 0, bindAddress: '127.0.0.1' });
  const launch = await fetch(host.url, { redirect: 'manual' });
  const cookie = launch.headers.get('set-cookie')?.split(';')[0] ?? '';
  const origin = `http://127.0.0.1:${host.port}`;
  const websocket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: { cookie, origin } });
  websocket.binaryType = 'arraybuffer';
  await once(websocket, 'open');
  const client: ContractClient = createORPCClient(new WebSocketLink({ websocket }));
  return { client, close: () => host.close() };
}
