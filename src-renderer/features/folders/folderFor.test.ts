import { expect, test } from 'vitest';
import { folderFor } from './folderFor.ts';

test('a project’s folder is named after it, in plain signs', () => {
  expect(folderFor('/home/ada', ' Nuclei: batch #2 ')).toBe('/home/ada/nuclei-batch-2');
  expect(folderFor('/', 'a/b')).toBe('/a-b');
  expect(folderFor('C:\\data', 'Zellkerne Größe')).toBe('C:\\data\\zellkerne-größe');
  expect(folderFor('/home/ada', '…')).toBe('/home/ada/sfumato-project');
});
