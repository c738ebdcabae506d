import { SfumatoError } from '../../../core/SfumatoError.ts';
import type { BatchSetup, BatchSource } from './BatchSource.ts';
import { PlainBatches } from './PlainBatches.ts';
import { ThreadedBatches } from './ThreadedBatches.ts';

/**
 * Batches from a thread of their own where one can be had; from the caller's where not, which keeps steps waiting and gives
 * the same.
 * @param start for tests
 */
export async function openBatches(setup: BatchSetup, start: (setup: BatchSetup) => Promise<BatchSource> = startThread): Promise<BatchSource> {
  try {
    return await start(setup);
  } catch (thrown) {
    if (!(thrown instanceof SfumatoError && thrown.code === 'engineFailed')) throw thrown;
    // Nothing the user could mend, and no result depends on it: for whoever reads the log.
    process.emitWarning(`batches are made between the steps: ${thrown.message}`);
    return new PlainBatches(setup);
  }
}

function startThread(setup: BatchSetup): Promise<BatchSource> {
  return ThreadedBatches.start(setup);
}
