import type { Messages } from '../messages/Catalogue.ts';

/** Groups of the list of keys, in its order. */
export type CommandGroup = keyof Messages['commands']['groups'];

/** Something the user can do. Buttons, keys and the list of keys all take it from one table. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** Key combinations as `keyOfEvent` names them; the first is shown. */
  readonly keys: readonly string[];
  /** `canvas`: the key works only while the canvas has the focus, for elsewhere it has another meaning. */
  readonly where?: 'canvas';
  readonly isEnabled: () => boolean;
  /** Why it can't be done now, for the palette; default a general word. */
  readonly whyNot?: () => string;
  readonly run: () => void;
}

export type CommandTable = ReadonlyMap<string, Command>;

/** @throws Error when two commands share an id, or a key: one of them could never be reached */
export function makeCommandTable(commands: readonly Command[]): CommandTable {
  const table = new Map<string, Command>();
  const keys = new Map<string, string>();
  for (const command of commands) {
    if (table.has(command.id)) throw new Error(`commands: two are called ${command.id}`);
    table.set(command.id, command);
    for (const key of command.keys) {
      if (keys.has(key)) throw new Error(`commands: ${keys.get(key)} and ${command.id} share the key ${key}`);
      keys.set(key, command.id);
    }
  }
  return table;
}

export function commandForKey(table: CommandTable, key: string): Command | null {
  for (const command of table.values()) if (command.keys.includes(key)) return command;
  return null;
}

type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * Names a key press: `J`, `Shift+H`, `Ctrl+Z`, `Shift+0`, `[`, `Enter`. Letters go by what they print, digits by where
 * they lie (Shift turns them into other signs), other signs by what they print, without Shift. Command counts as Ctrl.
 */
export function keyOfEvent(event: KeyEvent): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const isLetter = /^\p{L}$/u.test(event.key);
  const isSign = event.key.length === 1 && !isLetter && !digit && event.key !== ' ';
  const name = digit ?? (isLetter ? event.key.toUpperCase() : event.key === ' ' ? 'Space' : event.key);
  const parts = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : null,
    event.altKey && !isSign ? 'Alt' : null,
    event.shiftKey && !isSign ? 'Shift' : null,
    name,
  ];
  return parts.filter((part) => part !== null).join('+');
}
