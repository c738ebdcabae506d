import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporaryFolder.ts';
import { readPairs } from './readPairs.ts';

async function pairsIn(name: string, text: string) {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return readPairs(path);
}

const pairs = [{ image: 'a.png', label: 'x.png' }, { image: 'b.png', label: null }];

test.each([
  ['JSON', 'p.json', '[{"image":"a.png","label":"x.png"},{"image":"b.png","label":null}]'],
  ['CSV', 'p.csv', 'image,label\na.png,x.png\nb.png,\n'],
  ['CSV of a spreadsheet', 'p.csv', '\uFEFFLabel,who,Image\r\nx.png,me,a.png\r\n,me,b.png'],
])('reads %s', async (_what, name, text) => {
  expect(await pairsIn(name, text)).toEqual(pairs);
});

test('reads quoted names with commas, quotes and line ends', async () => {
  expect(await pairsIn('p.csv', 'image,label\n"a, ""1"".png","x\ny.png"\n')).toEqual([{ image: 'a, "1".png', label: 'x\ny.png' }]);
});

test.each([
  ['other columns', 'p.csv', 'name,mask\na,b\n', 'wanted the columns image and label, got name, mask'],
  ['nothing', 'p.csv', '', 'got none'],
  ['an image without a name', 'p.csv', 'image,label\n,x.png\n', 'row 1: wanted the name of an image'],
  ['a quote inside', 'p.csv', 'image,label\na"b.png,x.png\n', 'row 2: a quote stands where none may be'],
  ['no JSON', 'p.json', 'image,label', 'is not JSON'],
  ['no list', 'p.json', '{"a.png":"x.png"}', 'wanted a list of pairs'],
  ['a number', 'p.json', '[{"image":"a.png","label":3}]', 'row 1: wanted the name of a label file, or none'],
])('refuses %s, naming the place', async (_what, name, text, message) => {
  await expect(pairsIn(name, text)).rejects.toMatchObject({ code: 'invalidInput', message: expect.stringContaining(message) as string });
});

test('a file that is not there is named', async () => {
  await expect(readPairs('/nowhere/p.csv')).rejects.toMatchObject({ code: 'notFound' });
});
