import { join } from 'node:path';

/** Where the demo lies in the shipped resources. */
export function demoResources(resourcesFolder: string): string {
  return join(resourcesFolder, 'demo');
}

/** The starter ensemble, a model folder; missing in a checkout where none was trained yet. */
export function starterFolder(resourcesFolder: string): string {
  return join(demoResources(resourcesFolder), 'starter');
}

/** The user's own demo project. */
export function demoProjectFolder(dataFolder: string): string {
  return join(dataFolder, 'demo', 'Demo.sfumato');
}
