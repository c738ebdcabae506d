import type { AppState } from '../app/AppState.svelte.ts';
import { viewCommands } from '../canvas/viewCommands.ts';
import { layerCommands } from '../features/layers/layerCommands.ts';
import { words } from '../messages/messages.ts';
import { toolCommands } from '../tools/toolCommands.ts';
import { modelCommands } from '../features/models/modelCommands.ts';
import { reviewCommands } from '../features/review/reviewCommands.ts';
import { navigationCommands } from '../features/topBar/navigationCommands.ts';
import { historyCommands } from '../history/historyCommands.ts';
import { makeCommandTable } from './Command.ts';
import type { Command, CommandTable } from './Command.ts';
import { windowCommands } from './windowCommands.ts';

/** Everything that can be done, with its usual keys: each feature gives its own. */
export function allCommands(app: AppState): Command[] {
  return [
    ...reviewCommands(app),
    ...imageCommands(app),
    ...toolCommands(app),
    ...viewCommands(app),
    ...layerCommands(app),
    ...modelCommands(app),
    ...historyCommands(app),
    ...navigationCommands(app),
    ...windowCommands(app),
  ];
}

/** The same with the user's keys. Made anew when these or the project's classes change. */
export function workspaceCommands(app: AppState): CommandTable {
  return makeCommandTable(app.hotkeys.apply(allCommands(app)));
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
