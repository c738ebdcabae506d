import { expect, test } from 'vitest';
import { readClasses } from './readClasses.ts';

test('gives twelve classes twelve colours', () => {
  const names = Array.from({ length: 12 }, (_, index) => `class ${index}`);
  expect(new Set(readClasses(names.join(',')).map(({ colour }) => colour)).size).toBe(12);
});

test('never paints a class like the background, however many there are', () => {
  const names = Array.from({ length: 60 }, (_, index) => `class ${index}`);
  const [background, ...others] = readClasses(names.join(','));
  expect(others.map(({ colour }) => colour)).not.toContain(background?.colour);
});
