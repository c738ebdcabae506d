import type { OverlayStyle } from './overlay.ts';
import type { PaneContent } from './CompareState.svelte.ts';

/** What of the layers one pane shows. */
export interface PaneLayers {
  readonly labels: OverlayStyle;
  readonly prediction: OverlayStyle;
  readonly heatMap: boolean;
  readonly members: boolean;
  /** Whose prediction is shown; undefined is the model that has made the image's maps. */
  readonly modelId: string | undefined;
}

/** The layers as the user has set them. */
export type ChosenLayers = Omit<PaneLayers, 'modelId'>;

/**
 * One side of a comparison shows one thing over the image, in the user's own style; what is hidden elsewhere is outlined
 * here, for it was asked for.
 * @param content null for a pane that compares nothing and shows every layer
 * @param allHidden whether the user hides all overlays just now
 */
export function paneLayers(content: PaneContent | null, chosen: ChosenLayers, allHidden: boolean): PaneLayers {
  const bare: PaneLayers = { labels: 'hidden', prediction: 'hidden', heatMap: false, members: false, modelId: undefined };
  if (allHidden || content === 'image') return bare;
  if (content === null) return { ...chosen, modelId: undefined };
  if (content === 'labels') return { ...bare, labels: shown(chosen.labels) };
  if (content === 'heatMap') return { ...bare, heatMap: true };
  const prediction = shown(chosen.prediction);
  return content === 'prediction' ? { ...bare, prediction, members: chosen.members } : { ...bare, prediction, modelId: content.modelId };
}

function shown(style: OverlayStyle): OverlayStyle {
  return style === 'hidden' ? 'outline' : style;
}
