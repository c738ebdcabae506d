import { words } from '../../messages/messages.ts';

/** An architecture as its paper calls it. */
export function architectureName(architecture: string): string {
  return words.models.architectures[architecture] ?? architecture;
}
