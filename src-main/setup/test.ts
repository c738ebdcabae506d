import { runCheck, type Check } from './testing/runCheck.ts';
import { runEndToEndTests } from './testing/runEndToEndTests.ts';
import { runUnitTests } from './testing/runUnitTests.ts';
import { addCounts, summarise, type TestCounts } from './testing/TestCounts.ts';

/*
 * `npm test`: every test there is, each part after the other, closing with the sum alone on a line.
 * `npm test -- unit e2e` runs those parts only.
 */

const types = (name: string, script: string, options: readonly string[]): Check => ({ name: `types of ${name}`, script, options });

const checks = {
  types: [
    types('everything under Node', 'typescript/bin/tsc', ['-p', 'tsconfig.json', '--noEmit']),
    types('the tests of the window', 'typescript/bin/tsc', ['-p', 'e2e/tsconfig.json', '--noEmit']),
    types('the core alone', 'typescript/bin/tsc', ['-p', 'src-main/core/tsconfig.json', '--noEmit']),
    types('the window', 'svelte-check/bin/svelte-check', ['--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human']),
  ],
  lint: [{ name: 'lint', script: 'eslint/bin/eslint.js', options: ['.', '--max-warnings=0'] }],
  build: [{ name: 'build of the hosts and the window', script: 'electron-vite/bin/electron-vite.js', options: ['build'] }],
} satisfies Record<string, readonly Check[]>;

/** In this order: what fails fast first, and the build before the tests that open it. */
const parts: Readonly<Record<string, () => Promise<TestCounts>>> = {
  types: () => runChecks(checks.types),
  lint: () => runChecks(checks.lint),
  unit: runUnitTests,
  build: () => runChecks(checks.build),
  e2e: runEndToEndTests,
};

async function runChecks(list: readonly Check[]): Promise<TestCounts> {
  const counts: TestCounts[] = [];
  for (const check of list) counts.push(await runCheck(check));
  return addCounts(counts);
}

async function runAll(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    process.stderr.write(`npm test knows the parts ${Object.keys(parts).join(', ')}; it got ${unknown.join(', ')}.\n`);
    return 2;
  }
  const counts: TestCounts[] = [];
  for (const [name, runPart] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stdout.write(`\n=== ${name} ===\n`);
    counts.push(await runPart());
  }
  const sum = addCounts(counts);
  process.stdout.write(summarise(sum));
  return sum.failures.length === 0 ? 0 : 1;
}

process.exitCode = await runAll(process.argv.slice(2));
