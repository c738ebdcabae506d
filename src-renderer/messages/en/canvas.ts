import type { ShownMapKind } from '../../../src-main/core/heatMaps.ts';

export const canvas = {
  name: 'Image canvas',
  description:
    'Drag to paint or move, wheel to zoom. Tab hides what lies over the image; Shift+Tab or Escape leaves the canvas; question mark lists all keys.',
  loading: 'Loading the image …',
  notLabelled: 'not labelled',
  predictedAs: (name: string) => `${name} (predicted)`,
  unknownClass: (index: number) => `class ${index}`,
  outside: 'Outside the image',
  legend: (map: string, inNats: boolean) => (inNats ? `${map} in nats` : map),
  nats: 'nats',
  zoom: (percent: string) => `${percent} %`,
  overlaysHidden: 'Overlays hidden',
  intensity: 'Intensity',
  position: 'Position',
  zoomLabel: 'Zoom',
  classLabel: 'Label',
  object: (id: number) => `object ${id}`,
  predicted: 'Predicted',
  doubts: { predictiveEntropy: 'Entropy', mutualInformation: 'Mutual inf.', expectedEntropy: 'Expected', learnedLoss: 'Loss', memberVariance: 'Variance', margin: 'Margin', maximumProbability: 'Max. prob.', learnedConfidence: 'Confidence' } satisfies Record<ShownMapKind, string>,
  nothing: '–',
  readout: 'Under the pointer',
};
