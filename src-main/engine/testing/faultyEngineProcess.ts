import { parentChannel } from '../../processes/parentChannel.ts';
import { startBackendBy } from '../EngineService.ts';
import { serveEngine } from '../serveEngine.ts';
import { faulty } from './faults.ts';
import type { FaultPlan } from './faults.ts';

/** The engine's process with a backend that fails as the first argument plans it: a `FaultPlan` as JSON. */
const plan = JSON.parse(process.argv[2] ?? '') as FaultPlan;
serveEngine(parentChannel(), { startBackend: async (...given) => faulty(await startBackendBy(...given), plan) });
