import type { MessagePort, Worker } from 'node:worker_threads';
import type { Channel } from '../../../processes/remote.ts';

/** Either end of a thread's port, for typed calls. */
export function portChannel(port: MessagePort | Worker): Channel {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
  };
}
