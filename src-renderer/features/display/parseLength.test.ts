import { expect, test } from 'vitest';
import { parseLength } from './parseLength.ts';

test('reads lengths with a point or a comma', () => {
  expect(parseLength(' 0.25 ')).toBe(0.25);
  expect(parseLength('0,25')).toBe(0.25);
  expect(parseLength('1e-3')).toBe(0.001);
});

test('knows what is no length', () => {
  for (const text of ['', ' ', '0', '-1', '1 µm', '1,2,3', 'Infinity']) expect(parseLength(text)).toBeNull();
});
