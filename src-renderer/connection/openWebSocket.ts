import { RPCLink } from '@orpc/client/websocket';
import type { Transport } from './Transport.ts';

/** Opens the web host's socket, on the page's own origin. @throws Error when it can't be opened */
export async function openWebSocket(): Promise<Transport> {
  const address = new URL('/rpc', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const websocket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    websocket.addEventListener('open', () => resolve(), { once: true });
    websocket.addEventListener('close', () => reject(new Error(`${address.origin} does not answer`)), { once: true });
  });
  return {
    link: new RPCLink({ websocket }),
    closed: new Promise((resolve) => websocket.addEventListener('close', () => resolve(), { once: true })),
    close: () => websocket.close(),
  };
}
