import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * What the set-up wrote about the native engine, beside the place where the binding lies. The engine reads it to tell
 * why it runs on WebAssembly; the set-up reads it to know whether there is work.
 */
export interface NativeRecord {
  readonly outcome: 'ready' | 'failed';
  /** What was set up, or why it was not, in one sentence for the user. */
  readonly reason: string;
  /** Names the versions, platform and variant it was made for; another key means: set up again. */
  readonly key: string;
  /** sha256 of the binding, hexadecimal; null when there is none. */
  readonly bindingHash: string | null;
  /** TensorFlow's library in the cache; null when there is none. */
  readonly libraryPath: string | null;
  /** When it was written: ISO 8601, UTC. */
  readonly at: string;
}

export interface NativeFiles {
  /** The npm package `@tensorflow/tfjs-node-gpu`. */
  readonly packageFolder: string;
  /** The compiled binding, where the package looks for it. */
  readonly bindingPath: string;
  readonly recordPath: string;
}

/** Where the native engine lies, or null where npm left the optional package out. */
export function nativeFiles(): NativeFiles | null {
  const require = createRequire(import.meta.url);
  try {
    const packageFolder = dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'));
    const folder = join(packageFolder, 'lib', 'napi-v8');
    return { packageFolder, bindingPath: join(folder, 'tfjs_binding.node'), recordPath: join(folder, 'sfumato.json') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** The record, or null when the set-up has not come to the native engine yet or the file is not one of its own. */
export function readNativeRecord(files: NativeFiles): NativeRecord | null {
  if (!existsSync(files.recordPath)) return null;
  try {
    const parsed: unknown = JSON.parse(readFileSync(files.recordPath, 'utf8'));
    return isNativeRecord(parsed) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isNativeRecord(value: unknown): value is NativeRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<Record<keyof NativeRecord, unknown>>;
  return (
    (record.outcome === 'ready' || record.outcome === 'failed') &&
    typeof record.reason === 'string' &&
    typeof record.key === 'string' &&
    typeof record.at === 'string' &&
    (record.bindingHash === null || typeof record.bindingHash === 'string') &&
    (record.libraryPath === null || typeof record.libraryPath === 'string')
  );
}
