import { words } from '../messages/messages.ts';
import type { CommandGroup, CommandTable } from './Command.ts';

/** A line of the list of keys. */
export interface KeyRow {
  readonly id: string;
  readonly title: string;
  readonly keys: readonly string[];
}

export interface KeyGroup {
  readonly group: CommandGroup;
  readonly title: string;
  readonly rows: readonly KeyRow[];
}

/** Keys held or pressed on the canvas itself, which are no commands of the table. */
const further: Readonly<Partial<Record<CommandGroup, readonly KeyRow[]>>> = {
  view: [{ id: 'pan', title: words.commands.pan, keys: ['Space'] }],
  window: [{ id: 'leave', title: words.commands.leave, keys: ['Esc'] }],
};

/** The list of keys: commands that have one, by group; narrowed to those whose name or key holds what was typed. */
export function keyGroups(table: CommandTable, typed: string): KeyGroup[] {
  const query = typed.trim().toLocaleLowerCase();
  const fits = ({ title, keys }: KeyRow): boolean =>
    query === '' || title.toLocaleLowerCase().includes(query) || keys.some((key) => key.toLocaleLowerCase() === query);
  const groups = Object.entries(words.commands.groups) as [CommandGroup, string][];
  return groups
    .map(([group, title]) => ({
      group,
      title,
      rows: [...[...table.values()].filter((command) => command.group === group && command.keys.length > 0), ...(further[group] ?? [])].filter(fits),
    }))
    .filter(({ rows }) => rows.length > 0);
}
