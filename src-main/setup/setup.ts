import { withSetupLock } from './lock.mjs';
import { say } from './say.ts';
import type { SetupStep } from './SetupStep.ts';

const nativeEngine = async (): Promise<SetupStep> => (await import('./native/nativeEngineStep.ts')).nativeEngineStep;
const electron = async (): Promise<SetupStep> => (await import('./electron.ts')).electronStep;
const chromium = async (): Promise<SetupStep> => (await import('./chromium.ts')).chromiumStep;

/**
 * What each purpose needs beyond the packages. Nothing here is fatal: a step that fails leaves its reason behind.
 * Loaded one by one, because this runs before every command and the browser's driver alone takes longer than the rest.
 */
const stepsOf: Readonly<Record<string, readonly (() => Promise<SetupStep>)[]>> = {
  start: [nativeEngine, electron],
  test: [nativeEngine, electron, chromium],
  sfumato: [nativeEngine],
};

const purpose = process.argv[2] ?? 'sfumato';
const loaders = stepsOf[purpose];
if (loaders === undefined) throw new Error(`setup.ts wants start, test or sfumato; it got ${purpose}.`);
const steps = await Promise.all(loaders.map((load) => load()));

if (steps.some((step) => !step.isDone())) {
  await withSetupLock(
    async () => {
      for (const step of steps) {
        // Asked again: the set-up we may have waited for has done the work.
        if (!step.isDone()) await step.run();
      }
    },
    (owner) => say(`waiting for another set-up (process ${owner}) …`),
  );
}
