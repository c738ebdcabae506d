import { expect, test } from 'vitest';
import { firstHash, rowHash, rowWords, wordColumns } from './journalHash.ts';
import type { JournalRow } from './journalHash.ts';

const row: JournalRow = {
  sequence: 1,
  at: '2026-11-23T12:00:00.000Z',
  who: 'expert',
  kind: 'annotate',
  imageId: 'image',
  tool: 'brush',
  classIndex: 1,
  changedPixels: 3,
  modelId: null,
  meanUncertainty: null,
  regionId: null,
  decision: null,
  targetSequence: null,
  gestureId: null,
  diff: Uint8Array.of(1, 2, 3, 4),
  objectDiff: null,
};
const hashOf = (change: Partial<JournalRow>): string => rowHash(firstHash('project'), { ...row, ...change });

test('a row without gesture and objects hashes as in schema 1', () => {
  expect(hashOf({})).toBe('60b07a8fae099563991dc38a020198edddeb6ecdc0d68ea181c80541d60c6885');
});

test('gesture and objects are part of the hash, and no byte can move from one change to the other', () => {
  const hashes = [
    hashOf({}),
    hashOf({ gestureId: 'a' }),
    hashOf({ gestureId: 'b' }),
    hashOf({ objectDiff: Uint8Array.of(5) }),
    hashOf({ diff: Uint8Array.of(1, 2, 3), objectDiff: Uint8Array.of(4, 5) }),
    hashOf({ diff: null, objectDiff: Uint8Array.of(1, 2, 3, 4) }),
    hashOf({ diff: Uint8Array.of(1, 2, 3, 4), gestureId: null, objectDiff: new Uint8Array(0) }),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('words and columns are as many', () => {
  expect(rowWords(row)).toHaveLength(wordColumns.split(', ').length);
});
