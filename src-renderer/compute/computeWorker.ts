import { createBirpc } from 'birpc';
import { makeCompute } from './makeCompute.ts';
import { ownBuffers } from './ownBuffers.ts';

/** The part of a worker's own scope that is used here: the page's types say nothing of workers. */
interface WorkerScope {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

// The worker's end: answers one call after the other, and gives its results' memory away with them.
createBirpc<Record<string, never>>({ ...makeCompute() }, {
  post: (message: unknown) => scope.postMessage(message, ownBuffers(message)),
  on: (listener) => scope.addEventListener('message', ({ data }) => listener(data)),
  timeout: -1,
});
