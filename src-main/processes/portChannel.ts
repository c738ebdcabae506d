import type { MessagePort, Worker } from 'node:worker_threads';
import type { Channel } from './remote.ts';

/** A worker thread's port, at either end, as a channel for typed calls. */
export function portChannel(port: MessagePort | Worker): Channel {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
  };
}
