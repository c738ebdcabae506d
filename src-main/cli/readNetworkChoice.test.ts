import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporaryFolder.ts';
import { readNetworkChoice } from './readNetworkChoice.ts';

async function read(text: string) {
  const path = join(await temporaryFolder(), 'network.json');
  await writeFile(path, text);
  return readNetworkChoice(path);
}

test('reads an architecture and its config', async () => {
  expect(await read('{"architecture": "setrPup", "config": {"channels": 32}}')).toEqual({ architecture: 'setrPup', config: { channels: 32 } });
});

test.each([
  ['{"architecture": "setrPup"', /network\.json: no JSON/],
  ['{"architecture": 3, "config": {}}', /network\.json: wanted a JSON object with architecture/],
  ['["setrPup"]', /network\.json: wanted a JSON object with architecture/],
])('refuses %s', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test('a file that is not there is named', async () => {
  await expect(readNetworkChoice('/nowhere/network.json')).rejects.toMatchObject({ code: 'notFound' });
});
