import type { CompareMode, PlainContent } from '../../canvas/CompareState.svelte.ts';

/** Two looks at one image, beside each other. */
export const compare = {
  name: 'Comparison',
  modes: { single: 'Single', sideBySide: 'Side by side', swipe: 'Swipe' } satisfies Record<CompareMode, string>,
  contents: {
    image: 'Image alone',
    labels: 'Labels',
    prediction: 'Prediction',
    heatMap: 'Heat map',
  } satisfies Record<PlainContent, string>,
  predictionOf: (model: string) => `Prediction of ${model}`,
  left: 'Left side',
  right: 'Right side',
  exchange: 'Exchange the sides',
  close: 'End the comparison',
  divider: 'Divider of the comparison',
  dividerAt: (percent: number) => `${percent} % from the left`,
  secondPane: 'Second view of the image',
  noMaps: 'That model has not looked at this image.',
};
