import { openMessagePort } from './openMessagePort.ts';
import { openWebSocket } from './openWebSocket.ts';
import type { Transport } from './Transport.ts';

/**
 * Opens the way to the program: a page served over http talks over its socket, a page of the desktop shell's own scheme
 * over a port. Nothing else in the window knows which.
 */
export function openTransport(): Promise<Transport> {
  return location.protocol.startsWith('http') ? openWebSocket() : openMessagePort();
}
