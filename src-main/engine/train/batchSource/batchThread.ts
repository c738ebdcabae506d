import { parentPort } from 'node:worker_threads';
import { connectRemote } from '../../../processes/remote.ts';
import type { BatchSource } from './BatchSource.ts';
import type { BatchThreadApi } from './batchThreadApi.ts';
import { PlainBatches } from './PlainBatches.ts';
import { portChannel } from '../../../processes/portChannel.ts';

/** Entry of the thread that `ThreadedBatches` starts. It loads no TensorFlow.js: it cuts, augments and normalises. */

if (!parentPort) throw new Error('this file is started as a thread of the engine, not by hand');

let batches: BatchSource | null = null;
/** The last batch asked for, whatever became of it: two at once would only delay the one that is waited for. */
let last: Promise<unknown> = Promise.resolve();

connectRemote<object, BatchThreadApi>(portChannel(parentPort), {
  open: async (setup) => void (batches = new PlainBatches(setup)),
  batch: (member, step) => {
    const made = last.then(() => batches!.batch(member, step));
    last = made.catch(() => undefined);
    return made;
  },
});
