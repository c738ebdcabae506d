import sharp from 'sharp';
import { connectRemote } from '../processes/remote.ts';
import { parentChannel } from '../processes/parentChannel.ts';
import { createImages } from './images.ts';

/** Entry of the decoder process. */

/** Resident memory at which the process gives up, bytes: twice the largest image, which is read and written once. */
const memoryBudgetBytes = 5 * 2 ** 30;
const memoryLookMs = 250;
/** EX_SOFTWARE of sysexits.h. */
const outOfBudgetExitCode = 70;

// One file at a time comes in; kept results would only hold memory.
sharp.cache(false);

setInterval(() => {
  if (process.memoryUsage.rss() > memoryBudgetBytes) process.exit(outOfBudgetExitCode);
}, memoryLookMs).unref();

connectRemote<object, ReturnType<typeof createImages>>(parentChannel(), createImages());
