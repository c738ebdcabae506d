import { expect, test } from 'vitest';
import { words } from '../../../messages/messages.ts';
import { labelFolderChoices } from './labelFolderChoices.ts';

test('folders are called by their names, with the one above where these say too little', () => {
  const labelFolders = ['/set/images', '/set/gold', '/set/annotators/1', 'C:\\set\\people\\Anna', '/set/a/labels', '/set/b/labels'];
  const names = labelFolderChoices({ imageFolder: '/set/images', labelFolders }).map(({ label }) => label);
  expect(names).toEqual([words.found.labelsBeside, 'gold', 'annotators/1', 'Anna', 'a/labels', 'b/labels']);
  expect(labelFolderChoices(null)).toEqual([]);
});
