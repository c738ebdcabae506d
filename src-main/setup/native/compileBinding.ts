import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { findProgram } from '../findProgram.ts';
import { lastLine, run } from '../run.ts';
import { say } from '../say.ts';
import { fetchWheels } from './fetchWheels.ts';
import { zigWheels } from './wheels.ts';

const limitMs = 5 * 60_000;

export interface CompileRequest {
  readonly python: string;
  /** Folder being made, with `tensorflow/` in it. */
  readonly folder: string;
  /** Where that folder will lie when it is finished: the binding looks for the libraries there. */
  readonly finalFolder: string;
  /** The npm package whose binding is compiled. */
  readonly packageFolder: string;
  /** Where to write the binding. */
  readonly output: string;
}

/**
 * Compiles the binding of `@tensorflow/tfjs-node-gpu` against TensorFlow's C API, which is stable, through N-API, which
 * is too: one build serves every Node and Electron.
 * @throws SfumatoError with the compiler's last words
 */
export async function compileBinding(request: CompileRequest): Promise<void> {
  const { folder, finalFolder, packageFolder, output } = request;
  const { command, options, environment } = await findCompiler(request);
  say('building the native engine’s binding …');
  const sources = readdirSync(join(packageFolder, 'binding')).filter((name) => name.endsWith('.cc'));
  const result = await run(
    command,
    [
      ...options,
      ...['-std=c++17', '-O2', '-shared', '-fPIC', '-DNAPI_VERSION=8'],
      `-I${nodeApiHeaders()}`,
      `-I${join(folder, 'tensorflow', 'include')}`,
      ...sources.map((name) => join(packageFolder, 'binding', name)),
      join(folder, 'tensorflow', 'libtensorflow_cc.so.2'),
      join(folder, 'tensorflow', 'libtensorflow_framework.so.2'),
      `-Wl,-rpath,${join(finalFolder, 'tensorflow')}`,
      ...['-o', output],
    ],
    { limitMs, environment },
  );
  if (!result.succeeded || !existsSync(output)) {
    throw new SfumatoError('internal', `${command} could not build the binding (${result.failure}): ${lastLine(result.output)}`);
  }
}

interface Compiler {
  readonly command: string;
  readonly options: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A C++ compiler of the machine, else Zig's, fetched for this one build. */
async function findCompiler({ python, folder }: CompileRequest): Promise<Compiler> {
  const own = findProgram([process.env['CXX'] ?? '', 'g++', 'clang++', 'c++'].filter((name) => name !== ''));
  if (own !== null) return { command: own, options: [], environment: {} };
  const set = zigWheels[process.arch];
  if (set === undefined) throw new SfumatoError('notFound', 'No C++ compiler was found: install g++.');
  const compilerFolder = join(folder, 'compiler');
  mkdirSync(compilerFolder);
  await fetchWheels({ python, set, folder: compilerFolder, prefixes: ['ziglang/'], title: 'a C++ compiler' });
  return {
    command: python,
    options: ['-m', 'ziglang', 'c++', '-target', 'x86_64-linux-gnu.2.27'],
    environment: { PYTHONPATH: compilerFolder, ZIG_GLOBAL_CACHE_DIR: join(compilerFolder, 'cache'), ZIG_LOCAL_CACHE_DIR: join(compilerFolder, 'cache') },
  };
}

function nodeApiHeaders(): string {
  const { include_dir: folder } = createRequire(import.meta.url)('node-api-headers') as { include_dir: string };
  return folder;
}
