import type { SampleRange } from '../../canvas/automaticRanges.ts';
import type { ChannelHistogram } from '../../canvas/channelHistograms.ts';

export const tissueNames = ['brain', 'softTissue', 'lung', 'bone'] as const;
export type TissueName = (typeof tissueNames)[number];

/** Usual windows of computed tomography in Hounsfield units: centre (level) and width. */
const hounsfieldWindows: Readonly<Record<TissueName, { readonly level: number; readonly width: number }>> = {
  brain: { level: 40, width: 80 },
  softTissue: { level: 40, width: 400 },
  lung: { level: -600, width: 1500 },
  bone: { level: 400, width: 1800 },
};

/** Air is -1000 and water 0; an image that reaches well below water and above it is taken for Hounsfield units. */
const airBelow = -300;
const tissueAbove = 100;
/** The densest metal; values past it are of another kind. */
const densest = 32_768;

/** Whether sample values may be Hounsfield units, so that CT windows have a meaning. */
export function mayBeHounsfield({ minimum, maximum, total }: ChannelHistogram): boolean {
  return total > 0 && minimum <= airBelow && minimum >= -densest && maximum >= tissueAbove && maximum <= densest;
}

export function tissueWindow(name: TissueName): SampleRange {
  const { level, width } = hounsfieldWindows[name];
  return [level - width / 2, level + width / 2];
}

/** Width of the window, and its middle, the level. */
export function windowAndLevel([low, high]: SampleRange): { readonly window: number; readonly level: number } {
  return { window: high - low, level: (low + high) / 2 };
}

/**
 * The window after a drag: to the right wider, up brighter, which is a lower level. A drag over the whole drag length
 * covers the range of the samples, so that bytes and Hounsfield units answer alike.
 * @param dragged CSS pixels right and down from where it began
 * @param span of the samples, over which `lengthPx` of drag go
 */
export function draggedWindow(start: SampleRange, dragged: { readonly x: number; readonly y: number }, span: number, lengthPx: number): SampleRange {
  const { window, level } = windowAndLevel(start);
  const smallest = span / 1000;
  const wider = Math.max(window + (dragged.x / lengthPx) * span, smallest);
  const moved = level + (dragged.y / lengthPx) * span;
  return [moved - wider / 2, moved + wider / 2];
}
