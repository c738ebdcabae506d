import { nameMessages } from './english/names.ts';
import { quote, say } from './Message.ts';
import type { Message } from './Message.ts';

const numbered = /^(Model|class) (\d+)$/;
const plainNames: ReadonlyMap<string, Exclude<keyof typeof nameMessages, 'modelNumber' | 'classNumber'>> = new Map(
  (['starterModel', 'background', 'object', 'intensity', 'red', 'green', 'blue'] as const).map((code) => [nameMessages[code], code]),
);

/**
 * A stored name as a message: one that the program gave (`Model 3`, `background`) is told in each language, one that a
 * user or a file gave stays as it is.
 */
export function givenName(name: string): Message {
  const code = plainNames.get(name);
  if (code !== undefined) return say(code);
  const [, kind, digits] = numbered.exec(name) ?? [];
  if (digits === undefined) return quote(name);
  return say(kind === 'Model' ? 'modelNumber' : 'classNumber', { number: Number(digits) });
}
