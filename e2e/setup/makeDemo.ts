import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../hosts/runCli.ts';
import { startWebHost } from '../hosts/webHost.ts';

/** Where the workers of this run find the demo, made and predicted. */
export const demoVariable = 'SFUMATO_E2E_DEMO';

/** Makes the demo with its maps, its model measured, once for the whole run: each test that wants it opens a copy. @returns what removes it */
export default async function makeDemo(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'sfumato-e2e-demo-'));
  const host = await startWebHost(folder, ['--demo']);
  await host.stop();
  const project = join(folder, 'demo', 'Demo.sfumato');
  await runCli(folder, ['predict', project]);
  // A model that was never measured would be measured whenever a test opens the demo.
  await runCli(folder, ['evaluate', project]);
  process.env[demoVariable] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
