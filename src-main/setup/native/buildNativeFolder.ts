import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileBinding } from './compileBinding.ts';
import { fetchWheels } from './fetchWheels.ts';
import { tensorflowVersion, type WheelSet } from './wheels.ts';

/** Prefix of folders being made; the maker's process id follows. */
const unfinished = '.unfinished-';

/** The libraries, the few headers of the C API, and the licences that go with them. */
const wantedPaths = [
  'tensorflow/libtensorflow',
  'tensorflow/include/tensorflow/c/',
  'tensorflow/include/tensorflow/core/platform/',
  'tensorflow/include/tsl/platform/',
  'tensorflow/include/xla/tsl/c/',
  'tensorflow/THIRD_PARTY_NOTICES.txt',
  `tensorflow-${tensorflowVersion}.dist-info/`,
  `tensorflow_cpu-${tensorflowVersion}.dist-info/`,
  'nvidia/',
];

export interface NativeFolderRequest {
  readonly python: string;
  readonly set: WheelSet;
  readonly packageFolder: string;
  /** Folder to make in the cache; there whole or not at all. */
  readonly folder: string;
}

/** The binding inside a finished folder. */
export const bindingIn = (folder: string): string => join(folder, 'tfjs_binding.node');

/** The library the binding cannot do without. */
export const libraryIn = (folder: string): string => join(folder, 'tensorflow', 'libtensorflow_cc.so.2');

/**
 * Makes a folder with TensorFlow's libraries and the compiled binding, aside and then renamed.
 * @throws SfumatoError with the reason
 */
export async function buildNativeFolder({ python, set, packageFolder, folder }: NativeFolderRequest): Promise<void> {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  removeLeftOvers(parent);
  const making = join(parent, `${unfinished}${process.pid}`);
  mkdirSync(making);
  try {
    const title = set.variant === 'cuda' ? `TensorFlow ${tensorflowVersion} with CUDA` : `TensorFlow ${tensorflowVersion}`;
    await fetchWheels({ python, set, folder: making, prefixes: wantedPaths, title });
    await compileBinding({ python, folder: making, finalFolder: folder, packageFolder, output: bindingIn(making) });
    rmSync(join(making, 'compiler'), { recursive: true, force: true });
    moveIntoPlace(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Another checkout may have made the same folder meanwhile: theirs is as good. */
function moveIntoPlace(making: string, folder: string): void {
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(bindingIn(folder))) throw error;
  }
}

/** What set-ups that were killed have left behind. */
function removeLeftOvers(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (name.startsWith(unfinished) && !isAlive(Number(name.slice(unfinished.length)))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
