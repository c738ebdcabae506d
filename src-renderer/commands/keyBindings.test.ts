import { expect, test } from 'vitest';
import { makeCommandTable } from './Command.ts';
import type { Command } from './Command.ts';
import { bindingsWith, bindingsWithout, isKeyBindings, isLoneModifier, isReservedKey, withUserKeys } from './keyBindings.ts';

const command = (id: string, ...keys: string[]): Command => ({ id, title: id, group: 'view', keys, isEnabled: () => true, run: () => undefined });
const commands = [command('next', 'J'), command('previous', 'K'), command('zoom', '+', '=')];
const keysOf = (list: readonly Command[]): Record<string, readonly string[]> => Object.fromEntries(list.map(({ id, keys }) => [id, keys]));

test('without bindings every command has its usual keys', () => {
  expect(withUserKeys(commands, {})).toEqual(commands);
});

test('a key given to a command is taken from the one that had it', () => {
  const bindings = bindingsWith(commands, {}, 'next', '+');
  const bound = withUserKeys(commands, bindings);
  expect(keysOf(bound)).toEqual({ next: ['+'], previous: ['K'], zoom: ['='] });
  expect(() => makeCommandTable(bound)).not.toThrow();
});

test('a usual key that a later version brings is left to the command that the user gave it to', () => {
  const later = [...commands, command('new', 'Q')];
  expect(keysOf(withUserKeys(later, { next: ['Q'] }))).toMatchObject({ next: ['Q'], new: [] });
});

test('going back to the usual keys never makes two commands share one', () => {
  const swapped = bindingsWith(commands, {}, 'next', 'K');
  expect(keysOf(withUserKeys(commands, swapped))).toMatchObject({ next: ['K'], previous: [] });
  const back = bindingsWithout(swapped, 'previous');
  expect(keysOf(withUserKeys(commands, back))).toMatchObject({ next: ['K'], previous: [] });
  expect(keysOf(withUserKeys(commands, bindingsWithout(back, 'next')))).toEqual(keysOf(commands));
});

test('what is stored is read only in its own form', () => {
  expect(isKeyBindings({ next: ['Q'], zoom: [] })).toBe(true);
  for (const wrong of [null, [], 'J', { next: 'J' }, { next: [1] }, { next: [''] }]) expect(isKeyBindings(wrong)).toBe(false);
});

test('keys that mean one thing everywhere can not be given away', () => {
  expect(isReservedKey('Escape')).toBe(true);
  expect(isReservedKey('Q')).toBe(false);
  expect(isLoneModifier('Shift+Shift')).toBe(true);
  expect(isLoneModifier('Shift+Q')).toBe(false);
});
