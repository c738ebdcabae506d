import type { AppState } from '../../app/AppState.svelte.ts';
import { projectRoutes } from '../../app/routes.ts';
import type { Command } from '../../commands/Command.ts';
import { words } from '../../messages/messages.ts';

/** One command a page, by Alt and the page's place in the bar. */
export function navigationCommands(app: AppState): Command[] {
  return projectRoutes.map((route, at) => ({
    id: `goTo.${route}`,
    title: words.navigation.goTo(words.navigation.pages[route]),
    group: 'window' as const,
    keys: [`Alt+${at + 1}`],
    isEnabled: () => true,
    run: () => (app.route = route),
  }));
}
