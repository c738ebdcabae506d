import { expect, test } from 'vitest';
import { seedOf } from './seedOf.ts';

// Test values of the authors, http://www.isthe.com/chongo/src/fnv/test_fnv.c.
test.each([['', 0x811c9dc5], ['a', 0xe40c292c], ['foobar', 0xbf9cf968]])('the seed of "%s" is that of FNV-1a', (text, seed) => {
  expect(seedOf(text)).toBe(seed);
});
