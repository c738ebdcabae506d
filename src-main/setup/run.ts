import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly limitMs: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: the project's folder, which is the current one. */
  readonly folder?: string;
  /**
   * `shown` and `printed`: also passed on while it comes, to standard error or standard output. Default `kept`: only
   * returned.
   */
  readonly output?: 'kept' | 'shown' | 'printed';
}

export interface RunResult {
  readonly succeeded: boolean;
  /** Standard output and standard error together. */
  readonly output: string;
  /** Why it did not succeed, in a few words; empty when it did. */
  readonly failure: string;
}

/** Runs a program without a shell and waits for its end. Never throws: a missing program is a failure like another. */
export function run(command: string, options: readonly string[], settings: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const child = spawn(command, options, {
      cwd: settings.folder,
      env: { ...process.env, ...settings.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Playwright and apt start children of their own; the limit is to end them all.
      detached: process.platform !== 'win32',
    });
    const stop = (): void => endGroup(child.pid);
    const ownEnd = (): void => process.exit(130);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, settings.limitMs);
    // A detached group does not get the terminal's Ctrl-C: pass our own end on.
    process.once('exit', stop);
    process.once('SIGINT', ownEnd);
    process.once('SIGTERM', ownEnd);
    process.once('SIGHUP', ownEnd);
    const collect = (piece: Buffer): void => {
      pieces.push(piece);
      if (settings.output === 'shown') process.stderr.write(piece);
      if (settings.output === 'printed') process.stdout.write(piece);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const finish = (failure: string): void => {
      clearTimeout(timer);
      process.off('exit', stop);
      process.off('SIGINT', ownEnd);
      process.off('SIGTERM', ownEnd);
      process.off('SIGHUP', ownEnd);
      resolve({ succeeded: failure === '', output: Buffer.concat(pieces).toString('utf8'), failure });
    };
    child.on('error', (error) => finish(error.message));
    child.on('close', (code, signal) => {
      if (timedOut) finish(`stopped after ${Math.round(settings.limitMs / 1000)} s`);
      else if (code === 0) finish('');
      else finish(signal === null ? `exit code ${code}` : `signal ${signal}`);
    });
  });
}

function endGroup(processId: number | undefined): void {
  if (processId === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? processId : -processId, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The last line with words in it: where programs put the cause of a failure. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
