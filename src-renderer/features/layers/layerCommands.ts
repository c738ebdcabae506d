import type { AppState } from '../../app/AppState.svelte.ts';
import type { Command } from '../../commands/Command.ts';
import { heatMapKinds } from '../../../src-main/core/heatMaps.ts';
import { words } from '../../messages/messages.ts';

/** What lies over the image. */
export function layerCommands({ images, layers, models }: AppState): Command[] {
  const isEnabled = (): boolean => true;
  const group = 'layers' as const;
  const { heatMap, nextHeatMap, outlineFill, hideAll, flicker, memberContours } = words.commands;
  return [
    { id: 'heatMap', title: heatMap, group, keys: ['H'], isEnabled, run: () => layers.toggleHeatMap() },
    { id: 'nextHeatMap', title: nextHeatMap, group, keys: ['Shift+H'], isEnabled, run: () => layers.showNextHeatMap(images.current ? models.mapKinds(images.current.record.id) : heatMapKinds) },
    { id: 'outlineFill', title: outlineFill, group, keys: ['O'], isEnabled, run: () => layers.toggleOutlineAndFill() },
    { id: 'memberContours', title: memberContours, group, keys: ['Shift+O'], isEnabled, run: () => layers.toggleMemberContours() },
    { id: 'hideAll', title: hideAll, group, keys: ['Tab'], where: 'canvas', isEnabled, run: () => layers.toggleAll() },
    // The canvas shows everything again when a key is let go.
    { id: 'flicker', title: flicker, group, keys: ['Q'], isEnabled, run: () => (layers.heldOff = true) },
  ];
}
