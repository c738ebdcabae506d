import type { IpcMainEvent } from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import type { AppRouter } from '../../application.ts';
import { isOwnAddress } from './pageAddress.ts';

/** The one message the preload sends; a port comes with it. */
export const connectChannel = 'sfumato:connect';

/**
 * @returns the listener that answers calls over the port a window sends. Only the top frame of our own page is heard; any
 * other frame's port is closed.
 */
export function createPortListener(router: AppRouter): (event: IpcMainEvent) => void {
  const handler = new RPCHandler(router);
  return ({ senderFrame, ports }) => {
    const isOwnPage = senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url);
    const [port, ...others] = ports;
    for (const other of others) other.close();
    if (!port) return;
    if (!isOwnPage) {
      port.close();
      return;
    }
    handler.upgrade(port);
    port.start();
  };
}
