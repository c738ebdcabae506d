import type { AppState } from '../app/AppState.svelte.ts';
import type { Command } from '../commands/Command.ts';
import { words } from '../messages/messages.ts';

/** Steps through what was changed, whatever tool changed it and on whatever image. */
export function historyCommands(app: AppState): Command[] {
  const group = 'history' as const;
  const isSafe = (): boolean => app.saving.problem === null;
  return [
    {
      id: 'undo',
      title: words.commands.undo,
      group,
      keys: ['Ctrl+Z'],
      isEnabled: () => isSafe() && (app.history.canUndo || app.saving.pending.length > 0),
      whyNot: () => (isSafe() ? words.commands.nothingToUndo : words.commands.unsaved),
      run: () => void app.attempt(() => app.stepHistory('undo')),
    },
    {
      id: 'redo',
      title: words.commands.redo,
      group,
      keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
      isEnabled: () => isSafe() && app.history.canRedo,
      whyNot: () => (isSafe() ? words.commands.nothingToRedo : words.commands.unsaved),
      run: () => void app.attempt(() => app.stepHistory('redo')),
    },
  ];
}
