import type { AppState } from '../app/AppState.svelte.ts';
import { words } from '../messages/messages.ts';
import type { Command } from './Command.ts';

/** What finds all other commands. */
export function windowCommands(app: AppState): Command[] {
  const group = 'window' as const;
  const isEnabled = (): boolean => true;
  return [
    { id: 'palette', title: words.commands.palette, group, keys: ['Ctrl+K'], isEnabled, run: () => (app.paletteShown = true) },
    { id: 'help', title: words.commands.help, group, keys: ['?'], isEnabled, run: () => (app.helpShown = true) },
    {
      id: 'otherTheme',
      title: words.commands.otherTheme,
      group,
      keys: [],
      isEnabled,
      run: () => app.preferences.setTheme(app.preferences.shownTheme === 'dark' ? 'light' : 'dark'),
    },
    { id: 'keyEditor', title: words.commands.changeKeys, group, keys: [], isEnabled, run: () => app.showKeyEditor() },
  ];
}
