import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const programFolder = join(import.meta.dirname, '..', '..');
const startLimitMs = 60_000;

/** The program serving a browser, as a user starts it. */
export interface RunningWebHost {
  /** Works once. */
  readonly url: string;
  /** Asks it to end, and waits for it. */
  stop(): Promise<void>;
  /** Ends it as a crash or a power cut would: it gets no chance to write anything. */
  kill(): Promise<void>;
}

/**
 * Starts `sfumato serve`.
 * @param dataFolder where it keeps its recent projects and the demo
 * @param options further arguments: a project to open
 */
export async function startWebHost(dataFolder: string, options: readonly string[] = []): Promise<RunningWebHost> {
  const program = join(programFolder, 'src-main', 'cli', 'main.ts');
  const child = spawn(process.execPath, [program, 'serve', '--json', ...options], {
    env: { ...process.env, SFUMATO_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  try {
    return { url: await readUrl(child), stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
  } catch (thrown) {
    await end('SIGTERM');
    throw new Error(`the web host did not start: ${errors}`, { cause: thrown });
  }
}

async function readUrl(child: ChildProcess): Promise<string> {
  let printed = '';
  const limit = AbortSignal.timeout(startLimitMs);
  for await (const part of child.stdout!.iterator({ destroyOnReturn: false })) {
    limit.throwIfAborted();
    printed += String(part);
    // One JSON document, which ends with its closing brace.
    if (printed.trimEnd().endsWith('}')) return (JSON.parse(printed) as { readonly url: string }).url;
  }
  throw new Error(`it ended without an address: ${printed}`);
}
