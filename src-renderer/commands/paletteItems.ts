import { computeCommandScore } from 'bits-ui';
import type { AppState } from '../app/AppState.svelte.ts';
import { words } from '../messages/messages.ts';
import type { CommandTable } from './Command.ts';

/** One line of the palette. */
export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  /** What it is: the command's group, an image, a model. */
  readonly kind: string;
  readonly keys: readonly string[];
  /** Null when it can be done. */
  readonly whyNot: string | null;
  readonly run: () => void;
}

/** Lines shown at once: more than anyone reads, fewer than the browser takes long for. */
const shownItems = 80;

/** Everything that the palette finds: commands (classes and pages are among them), images and models. */
export function paletteItems(app: AppState, table: CommandTable): PaletteItem[] {
  const onOtherPage = app.route !== 'workspace';
  const commands = [...table.values()].map((command): PaletteItem => ({
    id: command.id,
    title: command.title,
    kind: words.commands.groups[command.group],
    keys: command.keys,
    whyNot: command.isEnabled() ? null : (command.whyNot?.() ?? words.commands.notNow),
    run: () => {
      // What works on the image is done in its sight.
      if (onOtherPage && command.group !== 'window' && command.group !== 'history') app.route = 'workspace';
      command.run();
    },
  }));
  const images = app.images.all.map(({ id, name }): PaletteItem => ({
    id: `image.${id}`,
    title: name,
    kind: words.commands.image,
    keys: [],
    whyNot: null,
    run: () => {
      app.route = 'workspace';
      app.actions.showImage(id);
    },
  }));
  const models = app.models.all.map(({ id, name }): PaletteItem => ({
    id: `model.${id}`,
    title: name,
    kind: words.commands.model,
    keys: [],
    whyNot: null,
    run: () => (app.route = 'models'),
  }));
  return [...commands.filter(({ id }) => id !== 'palette'), ...images, ...models];
}

/** The items that fit what was typed, letters left out or not, best first; all when nothing was typed. */
export function findItems(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const query = typed.trim();
  if (query === '') return items.slice(0, shownItems);
  return items
    .map((item) => ({ item, score: computeCommandScore(item.title, query, [item.kind]) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, shownItems)
    .map(({ item }) => item);
}
