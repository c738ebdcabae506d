import { words } from '../../messages/messages.ts';

/** What an uncertainty method is called. */
export function methodName(method: string): string {
  return words.uncertainty.names[method] ?? method;
}
