import type { Command } from './Command.ts';

/** Keys that the user has given to commands, by the command's id; an empty list takes a command's keys away. */
export type KeyBindings = Readonly<Record<string, readonly string[]>>;

/** Keys that mean one thing everywhere: leaving, moving the focus, moving the image while held. */
const reservedKeys: ReadonlySet<string> = new Set(['Escape', 'Tab', 'Shift+Tab', 'Space', 'F5', 'Ctrl+R', 'Ctrl+W', 'Ctrl+T', 'Ctrl+N', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Ctrl+A']);
const loneModifiers: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'CapsLock', 'Unidentified']);

export function isKeyBindings(value: unknown): value is KeyBindings {
  const isKeys = (keys: unknown): boolean => Array.isArray(keys) && keys.every((key) => typeof key === 'string' && key !== '' && key.length <= 40);
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isKeys);
}

export function isReservedKey(key: string): boolean {
  return reservedKeys.has(key);
}

/** Whether a press is of a key that only changes what another means, so that the one to come is to be waited for. */
export function isLoneModifier(key: string): boolean {
  return loneModifiers.has(key.split('+').at(-1) ?? '');
}

/**
 * The commands with the user's keys in place of the usual ones. A usual key that the user has given to another command is
 * left to that one, also where a later version of the program brings it.
 */
export function withUserKeys(commands: readonly Command[], bindings: KeyBindings): Command[] {
  const given = new Set(commands.flatMap(({ id }) => bindings[id] ?? []));
  return commands.map((command) => {
    const own = bindings[command.id];
    const keys = own ?? command.keys.filter((key) => !given.has(key));
    return keys.length === command.keys.length && keys.every((key, at) => key === command.keys[at]) ? command : { ...command, keys };
  });
}

/** The bindings after a command got a key, which is taken from whoever had it. */
export function bindingsWith(commands: readonly Command[], bindings: KeyBindings, id: string, key: string): KeyBindings {
  const loser = withUserKeys(commands, bindings).find((command) => command.id !== id && command.keys.includes(key));
  const lost = loser ? { [loser.id]: loser.keys.filter((other) => other !== key) } : {};
  return { ...bindings, ...lost, [id]: [key] };
}

/** The bindings after a command went back to its usual keys; those that another command has meanwhile stay there. */
export function bindingsWithout(bindings: KeyBindings, id: string): KeyBindings {
  return Object.fromEntries(Object.entries(bindings).filter(([other]) => other !== id));
}
