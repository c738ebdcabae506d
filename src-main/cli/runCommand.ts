import type { App } from '../application.ts';
import { inProcessClient } from '../hosts/inProcess/inProcessClient.ts';
import type { ContractClient } from '../hosts/inProcess/inProcessClient.ts';
import { describeFailure } from './failure.ts';
import { Progress } from './Progress.ts';
import type { ProgressStream } from './Progress.ts';

/** What the command line needs of the world; a test gives its own. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ProgressStream;
  /** Starts the application that answers the command. */
  openApp(options: OpenOptions): Promise<App>;
}

export interface OpenOptions {
  readonly host: 'commandLine' | 'web';
  /** The user's own folder, or one that is removed with the application's end. */
  readonly data: 'user' | 'throwAway';
}

/** What a command found: one JSON document for machines, the same as text for people. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
}

export interface CommandContext {
  readonly app: App;
  readonly client: ContractClient;
  readonly progress: Progress;
  /** Writes the answer before the command's end; `serve` goes on after it. */
  readonly print: (answer: Answer) => void;
}

export interface RunOptions {
  readonly json?: boolean | undefined;
  /** Default: `commandLine`. */
  readonly host?: OpenOptions['host'];
  /** Default: `user`. */
  readonly data?: OpenOptions['data'];
}

/** How a command's file hands its work over. */
export type RunAction = (options: RunOptions, action: (context: CommandContext) => Promise<Answer | null>) => Promise<void>;

/**
 * Runs a command on a fresh application and prints its answer or its failure.
 * @returns the exit code: 0, or 1 when it failed
 */
export async function runCommand(
  terminal: Terminal,
  options: RunOptions,
  action: (context: CommandContext) => Promise<Answer | null>,
): Promise<number> {
  const progress = new Progress(terminal.stderr);
  const print = (answer: Answer): void => {
    progress.clear();
    terminal.stdout.write(`${options.json ? JSON.stringify(answer.json, null, 2) : answer.text}\n`);
  };
  let app: App | undefined;
  try {
    app = await terminal.openApp({ host: options.host ?? 'commandLine', data: options.data ?? 'user' });
    const answer = await action({ app, client: inProcessClient(app.router), progress, print });
    if (answer) print(answer);
    return 0;
  } catch (thrown) {
    progress.clear();
    printFailure(terminal, options, thrown);
    return 1;
  } finally {
    await app?.close();
  }
}

/** The message goes to people on standard error; a machine that asked for JSON gets it there too, as its one document. */
export function printFailure(terminal: Terminal, options: RunOptions, thrown: unknown): void {
  const failure = describeFailure(thrown);
  terminal.stderr.write(`sfumato: ${failure.message}\n`);
  if (options.json) terminal.stdout.write(`${JSON.stringify({ error: failure }, null, 2)}\n`);
}
