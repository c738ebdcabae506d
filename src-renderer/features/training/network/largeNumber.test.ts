import { expect, test } from 'vitest';
import { largeNumber } from './largeNumber.ts';

test.each([
  [1_966_770, '1.97 million'],
  [11_176_512, '11.2 million'],
  [304_000_000, '304 million'],
  [4_090_000_000, '4.09 billion'],
  [12_345, '12.3 thousand'],
])('%d is %s', (count, text) => expect(largeNumber(count)).toBe(text));
