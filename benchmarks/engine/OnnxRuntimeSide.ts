import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run } from '../../src-main/setup/run.ts';
import type { Measured } from './PyTorchSide.ts';

const script = fileURLToPath(new URL('inference.py', import.meta.url));
const installLimitMs = 10 * 60_000;

export interface OnnxRuntimeInput {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** ONNX Runtime under Python, in a process and a virtual environment of its own, which goes with it. */
export class OnnxRuntimeSide {
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
   * @param environment a virtual environment that has ONNX Runtime already, or null to make one
   * @param graphs ONNX files in memory by the name they are asked for
   */
  static async start(
    environment: string | null,
    { values, height, width }: OnnxRuntimeInput,
    graphs: ReadonlyMap<string, Uint8Array>,
    threads: number,
  ): Promise<OnnxRuntimeSide> {
    const folder = mkdtempSync(join(tmpdir(), 'sfumato-benchmark-'));
    try {
      const python = join(environment ?? (await install(folder)), 'bin', 'python');
      const inputPath = join(folder, 'input.bin');
      writeFileSync(inputPath, values);
      const named = [...graphs].map(([name, bytes]) => {
        const path = join(folder, `${name}.onnx`);
        writeFileSync(path, bytes);
        return `${name}=${path}`;
      });
      const child = spawn(python, [script, inputPath, String(height), String(width), String(threads), ...named]);
      child.stderr.pipe(process.stderr);
      const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const { version } = JSON.parse(await nextLine(answers)) as { version: string };
      return new OnnxRuntimeSide(folder, child, answers, version);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async measure(graph: string): Promise<Measured> {
    this.#child.stdin.write(`${graph}\n`);
    return JSON.parse(await nextLine(this.#answers)) as Measured;
  }

  close(): void {
    this.#child.stdin.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function install(folder: string): Promise<string> {
  process.stderr.write('installing ONNX Runtime in a throw-away environment …\n');
  const environment = join(folder, 'environment');
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', environment]],
    [join(environment, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', 'onnxruntime==1.32.0', 'numpy']],
  ];
  for (const [command, options] of steps) {
    const result = await run(command, options, { limitMs: installLimitMs });
    if (!result.succeeded) throw new Error(`${command} ${options.join(' ')}: ${result.failure}\n${result.output}`);
  }
  return environment;
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const line = await lines.next();
  if (line.done === true) throw new Error('ONNX Runtime’s process has ended; see its message above.');
  return line.value;
}
