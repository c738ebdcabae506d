import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedText, TestCounts } from './TestCounts.ts';

/** The part of Playwright's JSON report that is counted. */
export interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message?: string; readonly stack?: string }[];
}

/** End-to-end tests that may pass at the second try only. */
const mostWavering = 2;

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly projectName: string;
      /** `flaky`: passed only when tried again. */
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
      readonly results: readonly { readonly errors: readonly { readonly message?: string; readonly stack?: string }[] }[];
    }[];
  }[];
}

/** Where Playwright's configuration lies: at the top, else beside the specs. */
export function findPlaywrightConfig(folder: string): string {
  const top = join(folder, 'playwright.config.ts');
  return existsSync(top) ? top : join(folder, 'e2e', 'playwright.config.ts');
}

/**
 * A test that passed only when tried again is named as one that wavers. A few do on a busy machine, where two programs
 * with engines share two cores; more than these say that the program is at fault, and count as failures.
 */
export function readPlaywrightReport(report: PlaywrightReport): TestCounts {
  const wavering: NamedText[] = [];
  const failures: NamedText[] = report.errors.map((error) => ({ name: 'outside any test', text: textOf(error) }));
  const skips: NamedText[] = [];
  let passed = 0;
  const visit = (suite: PlaywrightSuite, path: readonly string[]): void => {
    const here = [...path, suite.title];
    for (const spec of suite.specs) {
      for (const test of spec.tests) {
        const name = [`e2e ${test.projectName}`, ...here, spec.title].join(' > ');
        if (test.status === 'expected') passed += 1;
        else if (test.status === 'skipped') skips.push({ name, text: skipReason(test.annotations) });
        else (test.status === 'flaky' ? wavering : failures).push({ name, text: test.results.flatMap((result) => result.errors.map(textOf)).join('\n') || test.status });
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, here);
  };
  for (const suite of report.suites) visit(suite, []);
  if (wavering.length > mostWavering) failures.push(...wavering.splice(0));
  return { passed: passed + wavering.length, failures, skips, wavering };
}

function skipReason(annotations: readonly { readonly type: string; readonly description?: string }[]): string {
  return annotations.find((annotation) => annotation.type === 'skip' || annotation.type === 'fixme')?.description ?? 'no reason given';
}

function textOf(error: { readonly message?: string; readonly stack?: string }): string {
  return error.stack ?? error.message ?? 'no message';
}
