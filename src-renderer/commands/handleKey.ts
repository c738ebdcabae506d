import { commandForKey, keyOfEvent } from './Command.ts';
import type { Command, CommandTable } from './Command.ts';

/** What a key press lands on. */
export type KeyPlace = 'canvas' | 'nothing' | 'text' | 'control';

/** Keys that controls need for themselves. */
const controlKeys = new Set(['Enter', 'Space', 'Tab', 'PageUp', 'PageDown']);

/**
 * The command a key press runs, or null. Text fields keep every key; buttons, sliders and the like keep those that work
 * them.
 */
export function commandOfPress(table: CommandTable, event: Parameters<typeof keyOfEvent>[0], place: KeyPlace): Command | null {
  const key = keyOfEvent(event);
  const command = commandForKey(table, key);
  if (!command || place === 'text' || (command.where === 'canvas' && place !== 'canvas')) return null;
  if (place === 'control' && controlKeys.has(key)) return null;
  return command.isEnabled() ? command : null;
}

export function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element) || target === document.body) return 'nothing';
  if (target.closest('[role="application"]')) return 'canvas';
  if (target.closest('input:not([type="radio"]):not([type="checkbox"]):not([type="color"]), textarea, [contenteditable="true"]')) return 'text';
  return 'control';
}
