import { expect, test } from 'vitest';
import { makeCommandTable } from './Command.ts';
import type { Command } from './Command.ts';
import { commandOfPress } from './handleKey.ts';

const command = (id: string, key: string, more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: 'view',
  keys: [key],
  isEnabled: () => true,
  run: () => undefined,
  ...more,
});
const table = makeCommandTable([
  command('accept', 'Enter'),
  command('next', 'J'),
  command('hide', 'Tab', { where: 'canvas' }),
  command('off', 'X', { isEnabled: () => false }),
]);
const press = (key: string): Parameters<typeof commandOfPress>[1] => ({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false });

test('a text field keeps every key', () => {
  expect(commandOfPress(table, press('j'), 'text')).toBeNull();
});

test('a button keeps Enter and lets letters through', () => {
  expect(commandOfPress(table, press('Enter'), 'control')).toBeNull();
  expect(commandOfPress(table, press('j'), 'control')?.id).toBe('next');
  expect(commandOfPress(table, press('Enter'), 'nothing')?.id).toBe('accept');
});

test('Tab hides overlays on the canvas alone, so that the keyboard can go everywhere else', () => {
  expect(commandOfPress(table, press('Tab'), 'canvas')?.id).toBe('hide');
  expect(commandOfPress(table, press('Tab'), 'nothing')).toBeNull();
});

test('a command that can’t be done now takes no key', () => {
  expect(commandOfPress(table, press('x'), 'canvas')).toBeNull();
});
