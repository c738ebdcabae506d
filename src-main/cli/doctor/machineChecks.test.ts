import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDisk, checkMachine } from './machineChecks.ts';

test.each([
  [3 * 2 ** 30, 'ok', '3.0 GiB free'],
  [2 ** 30, 'warning', '1.0 GiB free'],
  [0, 'failed', '0.0 GiB free'],
])('%d free bytes are %s', async (free, state, detail) => {
  const check = await checkDisk(tmpdir(), () => Promise.resolve(free));
  expect(check).toMatchObject({ name: 'Disk', state, detail: expect.stringContaining(detail) as string });
});

test('a data folder that cannot be made is a failure that names it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sfumato-disk-'));
  const file = join(folder, 'file');
  await writeFile(file, '');
  expect(await checkDisk(join(file, 'data'))).toMatchObject({ state: 'failed', detail: expect.stringContaining(file) as string });
  await rm(folder, { recursive: true });
});

test('every check of this machine says more than its name', async () => {
  const checks = await checkMachine();
  expect(checks.map(({ name }) => name)).toEqual(['Electron', 'Chromium for the tests', 'Window', 'Disk']);
  for (const { detail } of checks) expect(detail.length).toBeGreaterThan(5);
});
