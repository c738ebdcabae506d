import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import type { App } from '../application.ts';
import { resourcesFolder, userDataFolder } from '../hosts/folders.ts';
import { nodeProcesses } from '../processes/nodeProcesses.ts';
import type { OpenOptions } from './runCommand.ts';

/** Starts the application under Node, on the user's folder or on one that goes when it is closed. */
export async function openApp({ host, data, user }: OpenOptions & { readonly user: string }): Promise<App> {
  const dataFolder = data === 'user' ? userDataFolder() : await mkdtemp(join(tmpdir(), 'sfumato-demo-'));
  const forget = (): Promise<void> => (data === 'user' ? Promise.resolve() : rm(dataFolder, { recursive: true, force: true }));
  try {
    const app = await createApp({ processes: nodeProcesses, host, dataFolder, resourcesFolder: resourcesFolder(), user });
    return { router: app.router, pixels: (path) => app.pixels(path), upload: (path, body) => app.upload(path, body), close: () => app.close().finally(forget) };
  } catch (thrown) {
    await forget();
    throw thrown;
  }
}
