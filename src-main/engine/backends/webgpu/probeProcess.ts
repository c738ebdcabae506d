import { writeSync } from 'node:fs';
import { saidBy } from '../../../core/SfumatoError.ts';
import type { ProbeAnswer } from './probeWebgpu.ts';
import { openWebgpuDevice } from './webgpuDevice.ts';

/** Entry of the process that `probeWebgpu` starts: opens the card, says what it is, and ends. */
const answer: ProbeAnswer = await openWebgpuDevice().then(
  ({ description }) => ({ found: description }),
  (thrown: unknown) => ({ refused: saidBy(thrown).text }),
);
// At once and whole: the open device would keep the process alive, so it is ended by hand.
writeSync(1, JSON.stringify(answer));
process.exit(0);
