import type { AppState } from '../app/AppState.svelte.ts';
import { viewCommands } from '../canvas/viewCommands.ts';
import { layerCommands } from '../features/layers/layerCommands.ts';
import { words } from '../messages/messages.ts';
import { toolCommands } from '../tools/toolCommands.ts';
import { navigationCommands } from '../features/topBar/navigationCommands.ts';
import { makeCommandTable } from './Command.ts';
import type { Command, CommandTable } from './Command.ts';

/** Classes that a digit reaches. */
const digitClasses = 9;

/** Everything that can be done in the workspace. Made anew when the project's classes change. */
export function workspaceCommands(app: AppState): CommandTable {
  return makeCommandTable([
    ...reviewCommands(app),
    ...imageCommands(app),
    ...toolCommands(app),
    ...regionClassCommands(app),
    ...viewCommands(app),
    ...layerCommands(app),
    ...historyCommands(app),
    ...navigationCommands(app),
  ]);
}

function reviewCommands({ actions, review, images }: AppState): Command[] {
  const hasRegions = (): boolean => review.regions.length > 0;
  const atRegion = (): boolean => review.current !== null;
  const group = 'review' as const;
  const { nextRegion, previousRegion, accept, fix, defer, flag, acceptImage } = words.commands;
  return [
    { id: 'nextRegion', title: nextRegion, group, keys: ['J'], isEnabled: hasRegions, run: () => actions.goToNext() },
    { id: 'previousRegion', title: previousRegion, group, keys: ['K'], isEnabled: hasRegions, run: () => actions.goToPrevious() },
    { id: 'accept', title: accept, group, keys: ['Enter'], isEnabled: atRegion, run: () => actions.accept() },
    { id: 'fix', title: fix, group, keys: ['F'], isEnabled: () => images.current !== null, run: () => actions.fix() },
    { id: 'defer', title: defer, group, keys: ['D'], isEnabled: atRegion, run: () => actions.settle('deferred') },
    { id: 'flag', title: flag, group, keys: ['X'], isEnabled: atRegion, run: () => actions.settle('flagged') },
    {
      id: 'acceptImage',
      title: acceptImage,
      group,
      keys: ['A'],
      isEnabled: () => images.current !== null && review.openOfImage(images.current.record.id).length > 0,
      run: () => actions.acceptImage(),
    },
  ];
}

function imageCommands({ actions, images }: AppState): Command[] {
  const step = (by: 1 | -1): void => {
    const record = images.all[images.position + by];
    if (record) actions.showImage(record.id);
  };
  const group = 'view' as const;
  const { nextImage, previousImage } = words.commands;
  return [
    { id: 'nextImage', title: nextImage, group, keys: ['PageDown'], isEnabled: () => images.position < images.all.length - 1, run: () => step(1) },
    { id: 'previousImage', title: previousImage, group, keys: ['PageUp'], isEnabled: () => images.position > 0, run: () => step(-1) },
  ];
}

/** With Shift the nth digit labels the whole region as the nth class. */
function regionClassCommands({ actions, project, review }: AppState): Command[] {
  const classes = project.current?.classes.filter(({ retired }) => !retired).slice(0, digitClasses) ?? [];
  return classes.map(({ index, name }, at) => ({
    id: `labelRegion${index}`,
    title: words.commands.labelRegion(name),
    group: 'review',
    keys: [`Shift+${at + 1}`],
    isEnabled: () => review.mask !== null,
    run: () => actions.labelRegion(index),
  }));
}

function historyCommands(app: AppState): Command[] {
  const group = 'history' as const;
  const canStep = (): boolean => app.saving.problem === null;
  return [
    {
      id: 'undo',
      title: words.commands.undo,
      group,
      keys: ['Ctrl+Z'],
      isEnabled: () => canStep() && (app.history.canUndo || app.saving.pending.length > 0),
      run: () => void app.attempt(() => app.stepHistory('undo')),
    },
    {
      id: 'redo',
      title: words.commands.redo,
      group,
      keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
      isEnabled: () => canStep() && app.history.canRedo,
      run: () => void app.attempt(() => app.stepHistory('redo')),
    },
    {
      id: 'help',
      title: words.commands.help,
      group: 'window',
      keys: ['?'],
      isEnabled: () => true,
      run: () => (app.helpShown = !app.helpShown),
    },
  ];
}
