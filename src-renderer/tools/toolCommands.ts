import type { AppState } from '../app/AppState.svelte.ts';
import type { Command } from '../commands/Command.ts';
import { words } from '../messages/messages.ts';
import { interpolateStack } from './interpolate/interpolateStack.ts';
import { refineSelection } from './refine/refineSelection.ts';
import { toolDefinitions } from './registry.ts';
import {
  deleteSelection,
  fillHolesOfSelection,
  mergeSelection,
  numberObjects,
  relabelSelection,
  selectAllOfClass,
  smoothSelection,
  splitSelectionAtWaists,
  splitSelectionByLine,
} from './selection/editSelection.ts';

const group = 'tools' as const;
/** Classes that a digit reaches; the palette finds the others, and the user can give them keys. */
const digitClasses = 9;

/** Everything the tools can be told by key, palette or button. */
export function toolCommands(app: AppState): Command[] {
  return [...takeCommands(app), ...classCommands(app), ...selectionCommands(app)];
}

function takeCommands(app: AppState): Command[] {
  const { tools } = app;
  const always = (): boolean => true;
  return [
    ...toolDefinitions.map(({ name, label, key }): Command => ({ id: name, title: label, group, keys: [key], isEnabled: always, run: () => tools.take(name) })),
    { id: 'smaller', title: words.commands.smaller, group, keys: ['['], isEnabled: always, run: () => tools.grow(-1) },
    { id: 'larger', title: words.commands.larger, group, keys: [']'], isEnabled: always, run: () => tools.grow(1) },
    {
      id: 'interpolate',
      title: words.tools.interpolate,
      group,
      keys: ['I'],
      isEnabled: () => app.images.current?.record.stack != null,
      run: () => void app.attempt(() => interpolateStack(app)),
    },
  ];
}

/** The nth class in use goes by the digit n. */
function classCommands({ project, tools }: AppState): Command[] {
  return project.offeredClasses.map(({ index, name }, at) => ({
    id: `takeClass${index}`,
    title: words.commands.takeClass(name),
    group,
    keys: at < digitClasses ? [`${at + 1}`] : [],
    isEnabled: () => true,
    run: () => tools.takeClass(index),
  }));
}

function selectionCommands(app: AppState): Command[] {
  const { selection } = app.tools;
  const some = (): boolean => selection.count > 0 && selection.image === app.images.current;
  const anyImage = (): boolean => app.images.current !== null;
  const command = (id: string, title: string, keys: readonly string[], run: (app: AppState) => void, isEnabled = some): Command => ({
    id,
    title,
    group,
    keys,
    isEnabled,
    run: () => run(app),
  });
  const { tools } = words;
  return [
    command('selectAll', tools.selectAll, ['Ctrl+A'], selectAllOfClass, anyImage),
    command('clearSelection', tools.clearSelection, ['Ctrl+Shift+A'], () => selection.clear()),
    command('merge', tools.merge, ['Shift+M'], mergeSelection, () => some() && selection.count > 1),
    command('splitLine', tools.splitLine, ['Shift+C'], splitSelectionByLine),
    command('splitWaists', tools.splitWaists, ['Shift+W'], splitSelectionAtWaists),
    command('fillHoles', tools.fillHoles, ['Shift+G'], fillHolesOfSelection),
    command('smooth', tools.smooth, ['Shift+S'], smoothSelection),
    command('refine', words.assist.refine.title, ['Shift+E'], (state) => void refineSelection(state)),
    command('relabel', tools.relabel, ['Shift+R'], relabelSelection),
    command('deleteSelection', tools.remove, ['Delete'], deleteSelection),
    command('numberObjects', tools.number, ['Shift+N'], numberObjects, anyImage),
  ];
}
