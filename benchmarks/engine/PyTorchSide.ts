import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run } from '../../src-main/setup/run.ts';

export type Layout = 'channels_last' | 'nchw';

export interface Measured {
  readonly ms: number;
  /** Processor time of the whole process, all threads together: what is left to compare on a machine with other work. */
  readonly cpuMs: number;
  /** The loss before the step, or one probability: to see that both sides did the same work. */
  readonly result: number;
}

const script = fileURLToPath(new URL('trainingStep.py', import.meta.url));
const installLimitMs = 30 * 60_000;

/** PyTorch in a process and a virtual environment of its own, which goes with it. */
export class PyTorchSide {
  readonly version: string;
  readonly #folder: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  private constructor(folder: string, child: ChildProcessWithoutNullStreams, answers: AsyncIterator<string>, version: string) {
    this.#folder = folder;
    this.#child = child;
    this.#answers = answers;
    this.version = version;
  }

  /**
   * @param environment a virtual environment that has PyTorch already, or null to make one
   * @param weights the network's tensors in order, and their values in one vector
   */
  static async start(
    environment: string | null,
    weights: { readonly specs: readonly (readonly [name: string, shape: readonly number[]])[]; readonly values: Float32Array },
    threads: number,
  ): Promise<PyTorchSide> {
    const folder = mkdtempSync(join(tmpdir(), 'sfumato-benchmark-'));
    try {
      const python = join(environment ?? (await installPyTorch(folder)), 'bin', 'python');
      const [specsPath, valuesPath] = [join(folder, 'weights.json'), join(folder, 'weights.bin')];
      writeFileSync(specsPath, JSON.stringify(weights.specs));
      writeFileSync(valuesPath, weights.values);
      const child = spawn(python, ['-W', 'ignore', script, specsPath, valuesPath, String(threads)]);
      child.stderr.pipe(process.stderr);
      const lines: Interface = createInterface({ input: child.stdout });
      const answers = lines[Symbol.asyncIterator]();
      const { version } = JSON.parse(await nextLine(answers)) as { version: string };
      return new PyTorchSide(folder, child, answers, version);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async measure(what: 'train' | 'infer', layout: Layout): Promise<Measured> {
    this.#child.stdin.write(`${what} ${layout}\n`);
    return JSON.parse(await nextLine(this.#answers)) as Measured;
  }

  close(): void {
    this.#child.stdin.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The processor-only build has no place in the package index: this one brings some gigabytes that are not used. */
async function installPyTorch(folder: string): Promise<string> {
  process.stderr.write('installing PyTorch in a throw-away environment (some 3 GB) …\n');
  const environment = join(folder, 'environment');
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', environment]],
    [join(environment, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', 'torch==2.15.0']],
  ];
  for (const [command, options] of steps) {
    const result = await run(command, options, { limitMs: installLimitMs });
    if (!result.succeeded) throw new Error(`${command} ${options.join(' ')}: ${result.failure}\n${result.output}`);
  }
  return environment;
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const line = await lines.next();
  if (line.done === true) throw new Error('PyTorch’s process has ended; see its message above.');
  return line.value;
}
