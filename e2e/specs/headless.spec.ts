import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { DemoReport } from '../../src-main/cli/demo/runDemoLoop.ts';
import type { EnglishReport } from '../../src-main/cli/doctor/inEnglish.ts';
import { expect, test } from '../fixtures.ts';

const program = join(import.meta.dirname, '..', '..', 'src-main', 'cli', 'main.ts');

/** Runs a command as a script would: standard output must be one JSON document and nothing else. */
async function runJson(dataFolder: string, args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [program, ...args, '--json'], {
    env: { ...process.env, SFUMATO_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect(exit[0], errors).toBe(0);
  return JSON.parse(output);
}

test('the whole loop runs without a window, and the corrections raise Dice on the images they touch', async ({ host, dataFolder }) => {
  test.skip(host === 'electron', 'the command line has no window and is the same beside every host');
  const { engine } = (await runJson(dataFolder, ['doctor'])) as EnglishReport;
  const native = engine.backends.some(({ name, chosen }) => name === 'native' && chosen);
  test.skip(!native, `the whole round takes half an hour on WebAssembly: ${engine.backends.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}`);
  test.setTimeout(15 * 60_000);

  const report = (await runJson(dataFolder, ['demo', '--headless'])) as DemoReport;

  expect(report.regionsCorrected + report.regionsAccepted).toBe(100);
  expect(report.touched.images).toBe(8);
  expect(report.touched.dice.after).toBeGreaterThan(report.touched.dice.before);
  expect(report.heldBack.dice.after).toBeGreaterThan(report.heldBack.dice.before - 0.01);
  expect(report.promoted).toBe(true);
  for (const ece of [report.ece.before, report.ece.after]) expect(ece).toBeLessThan(0.05);
  for (const seconds of Object.values(report.seconds)) expect(seconds).toBeGreaterThan(0);
});
