import { expect, test } from 'vitest';
import { commandForKey, keyOfEvent, makeCommandTable } from './Command.ts';
import type { Command } from './Command.ts';

const press = (key: string, code: string, ...held: ('ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey')[]): string =>
  keyOfEvent({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...Object.fromEntries(held.map((name) => [name, true])) });

test('keys are named the same on every layout', () => {
  expect(press('j', 'KeyJ')).toBe('J');
  expect(press('H', 'KeyH', 'shiftKey')).toBe('Shift+H');
  expect(press('z', 'KeyZ', 'ctrlKey')).toBe('Ctrl+Z');
  expect(press('Z', 'KeyW', 'metaKey', 'shiftKey')).toBe('Ctrl+Shift+Z');
  expect(press(')', 'Digit0', 'shiftKey')).toBe('Shift+0');
  expect(press('à', 'Digit0')).toBe('0');
  expect(press('?', 'Slash', 'shiftKey')).toBe('?');
  expect(press('[', 'Digit5', 'altKey')).toBe('Alt+5');
  expect(press('[', 'BracketLeft')).toBe('[');
  expect(press('+', 'Equal', 'shiftKey')).toBe('+');
  expect(press(' ', 'Space')).toBe('Space');
  expect(press('Tab', 'Tab', 'shiftKey')).toBe('Shift+Tab');
});

const command = (id: string, ...keys: string[]): Command => ({ id, title: id, group: 'view', keys, isEnabled: () => true, run: () => undefined });

test('a command is found by any of its keys', () => {
  const table = makeCommandTable([command('in', '+', '='), command('out', '-')]);
  expect(commandForKey(table, '=')?.id).toBe('in');
  expect(commandForKey(table, 'Q')).toBeNull();
});

test('two commands on one key or of one name are refused', () => {
  expect(() => makeCommandTable([command('a', 'J'), command('b', 'J')])).toThrow('a and b share the key J');
  expect(() => makeCommandTable([command('a'), command('a')])).toThrow('two are called a');
});
