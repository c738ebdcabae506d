import { getContext, setContext } from 'svelte';
import type { Command, CommandTable } from './Command.ts';

const contextKey = Symbol('commands');

/** @param table the commands as they are now */
export function provideCommands(table: () => CommandTable): void {
  setContext(contextKey, table);
}

/** @returns finds a command by its id. @throws Error when there is none: the table and the buttons disagree */
export function useCommands(): { readonly table: () => CommandTable; readonly find: (id: string) => Command } {
  const table = getContext<() => CommandTable>(contextKey);
  const find = (id: string): Command => {
    const command = table().get(id);
    if (!command) throw new Error(`commands: wanted ${id}, got none of that name`);
    return command;
  };
  return { table, find };
}
