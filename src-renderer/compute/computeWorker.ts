import { createBirpc } from 'birpc';
import { makeCompute } from './makeCompute.ts';
import { ownBuffers } from './ownBuffers.ts';

/** The worker's end: answers one call after the other, and gives its results' memory away with them. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

createBirpc<Record<string, never>>(makeCompute(), {
  post: (message: unknown) => scope.postMessage(message, ownBuffers(message)),
  on: (listener) => scope.addEventListener('message', (event: MessageEvent) => listener(event.data)),
  timeout: -1,
});
