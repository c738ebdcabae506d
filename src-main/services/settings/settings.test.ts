import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestApp } from '../testing/testApp.ts';
import { usualSettings } from './SettingsFile.ts';

test('settings are the usual ones until some are written, and changes leave the rest', async () => {
  const { client, folder } = await startTestApp();
  expect(await client.settings.read()).toEqual(usualSettings);
  await client.settings.write({ window: { theme: 'light', keys: { accept: ['Enter'] } } });
  await client.settings.write({ engine: { backend: 'wasm', threads: 2 } });
  const after = await client.settings.write({ window: { language: 'fr', keys: null } });
  expect(after).toEqual({ engine: { backend: 'wasm', threads: 2 }, window: { theme: 'light', language: 'fr' } });
  expect(JSON.parse(await readFile(join(folder, 'data', 'settings.json'), 'utf8'))).toEqual(after);
});

test('changes made at once are all kept', async () => {
  const { client } = await startTestApp();
  await Promise.all(Array.from({ length: 10 }, (_none, number) => client.settings.write({ window: { [`key${number}`]: number } })));
  expect(Object.keys((await client.settings.read()).window)).toHaveLength(10);
});

test('a damaged file counts as none', async () => {
  const { client, folder } = await startTestApp();
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'data', 'settings.json'), '{"engine": {"backend": "abacus"');
  expect(await client.settings.read()).toEqual(usualSettings);
  await expect(client.settings.write({ engine: { backend: 'abacus' as 'auto', threads: null } })).rejects.toMatchObject({ code: 'invalidInput' });
});
