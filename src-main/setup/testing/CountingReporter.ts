import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { NamedText, TestCounts } from './TestCounts.ts';

/** Names the file the counts are written to. */
export const countsFileVariable = 'SFUMATO_TEST_COUNTS';

/**
 * Vitest's part of the count. Its own JSON report leaves out why a test was skipped, and what failed outside a test.
 */
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly { message: string; stack?: string }[]): void {
    const path = process.env[countsFileVariable];
    if (path === undefined) throw new Error(`${countsFileVariable} names no file to write the counts to.`);
    const failures: NamedText[] = unhandledErrors.map((error) => ({ name: 'outside any test', text: error.stack ?? error.message }));
    const skips: NamedText[] = [];
    let passed = 0;
    for (const module of modules) {
      for (const error of module.errors()) failures.push({ name: module.relativeModuleId, text: error.stack ?? error.message });
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors()) failures.push({ name: suite.fullName, text: error.stack ?? error.message });
      }
      for (const test of module.children.allTests()) {
        const name = `${module.relativeModuleId} > ${test.fullName}`;
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        else if (result.state === 'failed') failures.push({ name, text: result.errors.map((error) => error.stack ?? error.message).join('\n') });
        else skips.push({ name, text: skipReason(test) });
      }
    }
    const counts: TestCounts = { passed, failures, skips };
    writeFileSync(path, JSON.stringify(counts));
  }
}

/** The note given to `context.skip`, else what a group's name says in brackets, else that there is none. */
function skipReason(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? /\(skipped: (.*)\)/.exec(test.fullName)?.[1] ?? 'no reason given';
}
