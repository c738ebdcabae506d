import { RPCLink } from '@orpc/client/message-port';
import type { Transport } from './Transport.ts';

/** Asked of the preload, which answers with `portMessage` and the port. */
const connectMessage = 'sfumato:connect';
const portMessage = 'sfumato:port';
const patienceMs = 5_000;

/** Asks the desktop shell for a port to the program. @throws Error when none comes */
export async function openMessagePort(): Promise<Transport> {
  const port = await new Promise<MessagePort>((resolve, reject) => {
    const listen = (event: MessageEvent): void => {
      if (event.source !== window || event.data !== portMessage || !event.ports[0]) return;
      stop();
      resolve(event.ports[0]);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error('the program does not answer'));
    }, patienceMs);
    const stop = (): void => {
      clearTimeout(timer);
      window.removeEventListener('message', listen);
    };
    window.addEventListener('message', listen);
    window.postMessage(connectMessage, location.origin);
  });
  const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve(), { once: true }));
  const link = new RPCLink({ port });
  port.start();
  return { link, closed, close: () => port.close() };
}
