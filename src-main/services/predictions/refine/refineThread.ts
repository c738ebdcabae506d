import { parentPort } from 'node:worker_threads';
import { refineBlock } from '../../../core/vision/crf/refineBlock.ts';
import { portChannel } from '../../../processes/portChannel.ts';
import { connectRemote } from '../../../processes/remote.ts';
import type { RefineThreadApi } from './refineThreadApi.ts';

/** Entry of the thread that `ThreadedRefinement` starts. */

if (!parentPort) throw new Error('this file is started as a thread of the program, not by hand');

connectRemote<object, RefineThreadApi>(portChannel(parentPort), { refine: async (request) => refineBlock(request) });
