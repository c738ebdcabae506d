import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../lock.mjs';
import { run } from '../run.ts';
import { findPlaywrightConfig, readPlaywrightReport, type PlaywrightReport } from './playwrightReport.ts';
import type { TestCounts } from './TestCounts.ts';

/** The headless round and two trainings take most of it; WebAssembly alone needs several times as long as the native engine. */
const limitMs = 35 * 60_000;
const playwright = join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js');

/** Runs the end-to-end tests. A run that breaks off, or finds no test, is a failure. */
export async function runEndToEndTests(): Promise<TestCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'sfumato-test-'));
  try {
    const reportPath = join(folder, 'report.json');
    const options = ['test', `--config=${findPlaywrightConfig(projectFolder)}`, '--reporter=list,json'];
    const result = await run(process.execPath, [playwright, ...options], {
      limitMs,
      environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath },
      output: 'printed',
    });
    if (!existsSync(reportPath)) return brokenOff(result.failure || 'it wrote no report');
    const counts = readPlaywrightReport(JSON.parse(readFileSync(reportPath, 'utf8')) as PlaywrightReport);
    if (counts.passed + counts.failures.length + counts.skips.length === 0) return brokenOff('it ran no test');
    const isUnexplained = !result.succeeded && counts.failures.length === 0;
    return isUnexplained ? { ...counts, failures: brokenOff(result.failure).failures } : counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function brokenOff(text: string): TestCounts {
  return { passed: 0, failures: [{ name: 'end-to-end tests (Playwright)', text }], skips: [] };
}
