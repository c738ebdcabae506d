import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../lock.mjs';
import { run } from '../run.ts';
import { countsFileVariable } from './CountingReporter.ts';
import type { TestCounts } from './TestCounts.ts';

const limitMs = 20 * 60_000;
const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
const reporter = fileURLToPath(new URL('CountingReporter.ts', import.meta.url));

/** Runs the unit and contract tests. A run that breaks off, or finds no test, is a failure. */
export async function runUnitTests(): Promise<TestCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'sfumato-test-'));
  try {
    const countsPath = join(folder, 'counts.json');
    const result = await run(process.execPath, [vitest, 'run', '--reporter=default', `--reporter=${reporter}`], {
      limitMs,
      environment: { [countsFileVariable]: countsPath },
      output: 'printed',
    });
    if (!existsSync(countsPath)) return brokenOff(result.failure || 'it wrote no report');
    const counts = JSON.parse(readFileSync(countsPath, 'utf8')) as TestCounts;
    if (counts.passed + counts.failures.length === 0) return brokenOff('it ran no test');
    const isUnexplained = !result.succeeded && counts.failures.length === 0;
    return isUnexplained ? { ...counts, failures: brokenOff(result.failure).failures } : counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function brokenOff(text: string): TestCounts {
  return { passed: 0, failures: [{ name: 'unit tests (vitest)', text }], skips: [] };
}
