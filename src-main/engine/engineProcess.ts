import { isMainThread, parentPort } from 'node:worker_threads';
import { parentChannel } from '../processes/parentChannel.ts';
import { serveEngine } from './serveEngine.ts';
import { serveMemberWorker } from './workers/serveMemberWorker.ts';

/**
 * Entry of the engine's process. It holds the only TensorFlow.js of the program and is started by `EngineClient`. Its
 * worker threads enter here too, so that there is one file to find, as source and as a bundle alike.
 */
if (isMainThread) serveEngine(parentChannel(), { workerEntry: new URL(import.meta.url) });
else serveMemberWorker(parentPort!);
