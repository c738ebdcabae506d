import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { uploadUrl } from '../../contract/pixelUrls.ts';
import { temporaryFolder } from '../../files/testing/temporaryFolder.ts';
import { Uploads } from './Uploads.ts';

const id = '6f1c0b0e-7a54-4f65-9f64-0f4f0c4f9a11';
const pixels = (): Readable => Readable.from([Buffer.from('pix'), Buffer.from('els')]);

async function setUp() {
  const folder = await temporaryFolder();
  return { folder, uploads: new Uploads(folder) };
}

test('files lie where their relative path says, and go with the upload', async () => {
  const { folder, uploads } = await setUp();
  await uploads.receive(uploadUrl(id, 'labels/Zellen ä 50%.png'), pixels());
  const place = await uploads.folderOf(id);
  expect(await readFile(join(place, 'labels', 'Zellen ä 50%.png'), 'utf8')).toBe('pixels');
  await uploads.remove(id);
  expect(existsSync(place)).toBe(false);
  expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
});

test.each([
  `/upload/${id}/../../x.png`,
  `/upload/${id}/%2e%2e/x.png`,
  `/upload/${id}/a%2f..%2f..%2fx.png`,
  `/upload/${id}/a%5cx.png`,
  `/upload/${id}//etc/passwd`,
  `/upload/${id}/x%00.png`,
  `/upload/${id}/%zz.png`,
  `/upload/${id}/`,
  `/upload/${id}`,
  '/upload/../x.png',
  '/upload/not-a-uuid/x.png',
  `/upload/${id}/${'a/'.repeat(40)}x.png`,
  `/upload/${id}/${'a'.repeat(300)}.png`,
])('%s is refused, and nothing is written', async (address) => {
  const { folder, uploads } = await setUp();
  await expect(uploads.receive(address, pixels())).rejects.toMatchObject({ code: 'invalidInput' });
  expect(readdirSync(folder)).toEqual([]);
});

test('a file cut off on its way leaves nothing behind', async () => {
  const { uploads } = await setUp();
  const cut = Readable.from((async function* () { yield Buffer.from('pix'); throw new Error('connection lost'); })());
  await expect(uploads.receive(uploadUrl(id, 'a.png'), cut)).rejects.toMatchObject({ code: 'internal' });
  expect(readdirSync(await uploads.folderOf(id))).toEqual([]);
});

test('what was not imported goes when the program ends; another program keeps its own', async () => {
  const { folder, uploads } = await setUp();
  const others = new Uploads(folder);
  const otherId = id.replace('6f', '70');
  await uploads.receive(uploadUrl(id, 'a.png'), pixels());
  await others.receive(uploadUrl(otherId, 'a.png'), pixels());
  await uploads.close();
  expect(readdirSync(join(folder, 'uploads'))).toEqual([otherId]);
  await expect(uploads.folderOf(id)).rejects.toMatchObject({ code: 'notFound' });
});
