import { join } from 'node:path';
import { projectFolder } from '../lock.mjs';
import { run } from '../run.ts';
import type { TestCounts } from './TestCounts.ts';

const limitMs = 10 * 60_000;

export interface Check {
  readonly name: string;
  /** Script inside node_modules, and its options. */
  readonly script: string;
  readonly options: readonly string[];
}

/** Runs a tool that passes or fails as a whole: it counts as one test. */
export async function runCheck({ name, script, options }: Check): Promise<TestCounts> {
  const startMs = performance.now();
  const result = await run(process.execPath, [join(projectFolder, 'node_modules', script), ...options], { limitMs });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  process.stdout.write(`${result.succeeded ? 'passed' : 'FAILED'}: ${name} (${seconds} s)\n`);
  if (result.succeeded) return { passed: 1, failures: [], skips: [] };
  return { passed: 0, failures: [{ name, text: `${result.failure}\n${result.output.trimEnd()}` }], skips: [] };
}
