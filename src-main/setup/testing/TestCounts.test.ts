import { describe, expect, it } from 'vitest';
import { readPlaywrightReport } from './playwrightReport.ts';
import { addCounts, summarise } from './TestCounts.ts';

describe('the closing lines of npm test', () => {
  it('end with the sum alone on a line', () => {
    const sum = addCounts([
      { passed: 2, failures: [], skips: [{ name: 'a', text: 'no GPU' }] },
      { passed: 3, failures: [{ name: 'b', text: 'one\ntwo' }], skips: [{ name: 'c', text: 'no GPU' }] },
    ]);
    expect(summarise(sum).split('\n')).toEqual([
      '',
      'skipped: a and 1 more (no GPU)',
      '',
      'FAILED: b',
      '    one',
      '    two',
      '',
      '5 passed, 1 failed, 2 skipped',
      '',
    ]);
  });

  it('count a flaky end-to-end test and an error outside the tests as failures', () => {
    const test = (status: 'expected' | 'flaky' | 'skipped', description?: string) => ({
      projectName: 'web',
      status,
      annotations: description === undefined ? [] : [{ type: 'skip', description }],
      results: [{ errors: [] }],
    });
    const inner = {
      title: 'group',
      specs: [
        { title: 'opens', tests: [test('expected')] },
        { title: 'wavers', tests: [test('flaky')] },
        { title: 'waits', tests: [test('skipped', 'no Electron')] },
      ],
    };
    const report = { suites: [{ title: 'loop.spec.ts', specs: [], suites: [inner] }], errors: [{ message: 'no browser' }] };
    const { passed, failures, skips } = readPlaywrightReport(report);
    expect(passed).toBe(1);
    expect(failures.map((failure) => failure.text)).toEqual(['no browser', 'flaky']);
    expect(skips).toEqual([{ name: 'e2e web > loop.spec.ts > group > waits', text: 'no Electron' }]);
  });
});
