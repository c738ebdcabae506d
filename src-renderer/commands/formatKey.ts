import { words } from '../messages/messages.ts';

/** A key combination in the words that stand on the user's keyboard: `Shift+PageUp` is `Shift PgUp`, in French `Maj Pg.préc`. */
export function formatKey(key: string): string {
  const names: Readonly<Record<string, string>> = words.commands.keyNames;
  const parts = key.length > 1 ? key.split('+').filter((part) => part !== '') : [key];
  // The plus of a combination such as Ctrl++ is what was left out.
  if (key.length > 1 && key.endsWith('+')) parts.push('+');
  return parts.map((part) => names[part] ?? part).join(' ');
}
