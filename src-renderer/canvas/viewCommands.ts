import type { AppState } from '../app/AppState.svelte.ts';
import type { Command } from '../commands/Command.ts';
import { words } from '../messages/messages.ts';
import { zoomStep } from './ViewState.svelte.ts';

/** Share of the view that one key press moves it by. */
const panShare = 0.15;

/** How the image is seen: place, zoom, window and level, slices, comparison. */
export function viewCommands(app: AppState): Command[] {
  return [...placeCommands(app), ...displayCommands(app), ...sliceCommands(app), ...compareCommands(app)];
}

function placeCommands({ images, view }: AppState): Command[] {
  const isEnabled = (): boolean => images.current !== null;
  const group = 'view' as const;
  const { fit, pixelForPixel, zoomIn, zoomOut, panLeft, panRight, panUp, panDown } = words.commands;
  const pan = (x: number, y: number): void => view.panBy(x * panShare * view.viewport.width, y * panShare * view.viewport.height);
  return [
    { id: 'fit', title: fit, group, keys: ['0'], isEnabled, run: () => view.fit() },
    { id: 'pixelForPixel', title: pixelForPixel, group, keys: ['Shift+0'], isEnabled, run: () => view.pixelForPixel() },
    { id: 'zoomIn', title: zoomIn, group, keys: ['+', '='], isEnabled, run: () => view.zoomBy(zoomStep) },
    { id: 'zoomOut', title: zoomOut, group, keys: ['-'], isEnabled, run: () => view.zoomBy(1 / zoomStep) },
    { id: 'panLeft', title: panLeft, group, keys: ['Shift+ArrowLeft'], where: 'canvas', isEnabled, run: () => pan(1, 0) },
    { id: 'panRight', title: panRight, group, keys: ['Shift+ArrowRight'], where: 'canvas', isEnabled, run: () => pan(-1, 0) },
    { id: 'panUp', title: panUp, group, keys: ['Shift+ArrowUp'], where: 'canvas', isEnabled, run: () => pan(0, 1) },
    { id: 'panDown', title: panDown, group, keys: ['Shift+ArrowDown'], where: 'canvas', isEnabled, run: () => pan(0, -1) },
  ];
}

function displayCommands({ display, images }: AppState): Command[] {
  const isEnabled = (): boolean => images.current !== null;
  const group = 'view' as const;
  const { minimap, pixelGrid, windowing, automaticWindow, invert } = words.commands;
  const flip = (): void => {
    const record = images.current?.record;
    if (!record) return;
    const choice = display.choiceOf(record);
    display.change(record, { ...choice, inverted: !choice.inverted });
  };
  return [
    { id: 'windowing', title: windowing, group, keys: ['U'], isEnabled, run: () => (display.windowing = !display.windowing) },
    { id: 'automaticWindow', title: automaticWindow, group, keys: ['Shift+U'], isEnabled, run: () => images.current && display.setAutomatic(images.current.record) },
    { id: 'invert', title: invert, group, keys: ['Shift+I'], isEnabled, run: flip },
    { id: 'minimap', title: minimap, group, keys: ['N'], isEnabled, run: () => display.toggle('minimapShown') },
    { id: 'pixelGrid', title: pixelGrid, group, keys: ['Z'], isEnabled, run: () => display.toggle('gridShown') },
  ];
}

function sliceCommands({ slices }: AppState): Command[] {
  const isEnabled = (): boolean => slices.isStack;
  const group = 'view' as const;
  const { nextSlice, previousSlice, playSlices } = words.commands;
  return [
    { id: 'nextSlice', title: nextSlice, group, keys: ['ArrowDown'], where: 'canvas', isEnabled, run: () => slices.step(1) },
    { id: 'previousSlice', title: previousSlice, group, keys: ['ArrowUp'], where: 'canvas', isEnabled, run: () => slices.step(-1) },
    { id: 'playSlices', title: playSlices, group, keys: ['Shift+P'], isEnabled, run: () => slices.togglePlay() },
  ];
}

function compareCommands({ compare, images }: AppState): Command[] {
  const isEnabled = (): boolean => images.current !== null;
  const group = 'view' as const;
  return [
    { id: 'compare', title: words.commands.compare, group, keys: ['C'], isEnabled, run: () => compare.toggle() },
    {
      id: 'compareMode',
      title: words.commands.compareMode,
      group,
      keys: ['Shift+V'],
      isEnabled,
      run: () => compare.show(compare.mode === 'sideBySide' ? 'swipe' : 'sideBySide'),
    },
  ];
}
