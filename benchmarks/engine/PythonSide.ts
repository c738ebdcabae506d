import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run } from '../../src-main/setup/run.ts';

export interface Measured {
  readonly ms: number;
  /** Processor time of the whole process, all threads together: what is left to compare on a machine with other work. */
  readonly cpuMs: number;
  /** The loss before the step, or a mean probability: to see that both sides did the same work. */
  readonly result: number;
}

/** What the other side computes with. */
export interface PythonLibrary {
  readonly name: string;
  readonly packages: readonly string[];
  /** What comes into the throw-away environment. */
  readonly size: string;
  /** An environment that has it already. */
  readonly environment: string | undefined;
}

/** The processor-only build has no place in the package index: this one brings some gigabytes that are not used. */
export const pyTorch: PythonLibrary = { name: 'PyTorch', packages: ['torch==2.15.0'], size: '3 GB', environment: process.env['SFUMATO_PYTORCH'] };
export const onnxRuntimePython: PythonLibrary = {
  name: 'ONNX Runtime',
  packages: ['onnxruntime==1.32.0', 'numpy'],
  size: '100 MB',
  environment: process.env['SFUMATO_ONNXRUNTIME'],
};

export interface PythonSetup {
  readonly library: PythonLibrary;
  /** In this folder; answers a line of JSON with its `version` once it is ready, then one for every line it reads. */
  readonly script: string;
  /** Files it is to find, by name. */
  readonly files: ReadonlyMap<string, string | Uint8Array | Float32Array>;
  /** @param path of the file of that name. @returns the script's command line */
  readonly options: (path: (name: string) => string) => readonly string[];
}

const installLimitMs = 30 * 60_000;

/** The other side of a benchmark: a Python process and a virtual environment of its own, which goes with it. */
export class PythonSide {
  readonly version: string;
  readonly #name: string;
  readonly #folder: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  private constructor(name: string, folder: string, child: ChildProcessWithoutNullStreams, answers: AsyncIterator<string>, version: string) {
    this.#name = name;
    this.#folder = folder;
    this.#child = child;
    this.#answers = answers;
    this.version = version;
  }

  static async start({ library, script, files, options }: PythonSetup): Promise<PythonSide> {
    const folder = mkdtempSync(join(tmpdir(), 'sfumato-benchmark-'));
    try {
      const python = join(library.environment ?? (await install(library, folder)), 'bin', 'python');
      for (const [name, contents] of files) writeFileSync(join(folder, name), contents);
      const child = spawn(python, ['-B', '-W', 'ignore', fileURLToPath(new URL(script, import.meta.url)), ...options((name) => join(folder, name))]);
      child.stderr.pipe(process.stderr);
      const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const { version } = JSON.parse(await nextLine(answers, library.name)) as { version: string };
      return new PythonSide(library.name, folder, child, answers, version);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** @param command one line, as the script reads it */
  async ask<Answer = Measured>(command: string): Promise<Answer> {
    this.#child.stdin.write(`${command}\n`);
    return JSON.parse(await nextLine(this.#answers, this.#name)) as Answer;
  }

  close(): void {
    this.#child.stdin.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function install({ name, packages, size }: PythonLibrary, folder: string): Promise<string> {
  process.stderr.write(`installing ${name} in a throw-away environment (some ${size}) …\n`);
  const environment = join(folder, 'environment');
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', environment]],
    [join(environment, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', ...packages]],
  ];
  for (const [command, options] of steps) {
    const result = await run(command, options, { limitMs: installLimitMs });
    if (!result.succeeded) throw new Error(`${command} ${options.join(' ')}: ${result.failure}\n${result.output}`);
  }
  return environment;
}

async function nextLine(lines: AsyncIterator<string>, name: string): Promise<string> {
  const line = await lines.next();
  if (line.done === true) throw new Error(`The process of ${name} has ended; see its message above.`);
  return line.value;
}
