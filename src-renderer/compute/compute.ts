import { ComputeClient } from './ComputeClient.ts';

/** The window's one worker; it starts with the first computation. */
export const compute = new ComputeClient(() => new Worker(new URL('./computeWorker.ts', import.meta.url), { type: 'module', name: 'compute' }));
