import { describe, expect, it } from 'vitest';
import { readPlaywrightReport } from './playwrightReport.ts';
import type { PlaywrightReport } from './playwrightReport.ts';
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

  it('name what passed at the second try only', () => {
    const text = summarise({ passed: 1, failures: [], skips: [], wavering: [{ name: 'paints', text: 'no pixel' }] });
    expect(text).toContain('passed at the second try: paints\n    no pixel');
  });
});

describe('a report of Playwright', () => {
  type Status = 'expected' | 'unexpected' | 'flaky' | 'skipped';
  const report = (...statuses: Status[]): PlaywrightReport => {
    const specs = statuses.map((status, index) => ({
      title: `${status} ${index}`,
      tests: [
        {
          projectName: 'web',
          status,
          annotations: status === 'skipped' ? [{ type: 'skip', description: 'no Electron' }] : [],
          results: status === 'flaky' || status === 'unexpected' ? [{ errors: [{ message: 'late' }] }] : [{ errors: [] }],
        },
      ],
    }));
    return { suites: [{ title: 'loop.spec.ts', specs: [], suites: [{ title: 'group', specs }] }], errors: [{ message: 'no browser' }] };
  };

  it('counts an error outside the tests as a failure, and gives the reason of a skip', () => {
    const { passed, failures, skips } = readPlaywrightReport(report('expected', 'skipped', 'unexpected'));
    expect(passed).toBe(1);
    expect(failures.map((failure) => failure.text)).toEqual(['no browser', 'late']);
    expect(skips).toEqual([{ name: 'e2e web > loop.spec.ts > group > skipped 1', text: 'no Electron' }]);
  });

  it('bears two tests that pass at the second try only, and no third', () => {
    const two = readPlaywrightReport(report('flaky', 'flaky'));
    expect(two.passed).toBe(2);
    expect(two.wavering?.map((test) => test.text)).toEqual(['late', 'late']);
    expect(two.failures).toHaveLength(1);
    const three = readPlaywrightReport(report('flaky', 'flaky', 'flaky'));
    expect(three.passed).toBe(0);
    expect(three.failures).toHaveLength(4);
  });
});
