import type { canvas as english } from '../en/canvas.ts';

export const canvas: typeof english = {
  name: 'Zone d’image',
  description:
    'Glisser pour peindre ou déplacer, molette pour zoomer. Tab masque ce qui recouvre l’image ; Maj+Tab ou Échap quitte la zone ; le point d’interrogation liste toutes les touches.',
  loading: 'Chargement de l’image …',
  notLabelled: 'non annoté',
  predictedAs: (name: string) => `${name} (prédit)`,
  unknownClass: (index: number) => `classe ${index}`,
  outside: 'Hors de l’image',
  legend: (map: string, inNats: boolean) => (inNats ? `${map} en nats` : map),
  nats: 'nats',
  zoom: (percent: string) => `${percent} %`,
  overlaysHidden: 'Calques masqués',
  intensity: 'Intensité',
  position: 'Position',
  zoomLabel: 'Zoom',
  classLabel: 'Annotation',
  object: (id: number) => `objet ${id}`,
  predicted: 'Prédit',
  doubts: { predictiveEntropy: 'Entropie', mutualInformation: 'Inf. mut.', expectedEntropy: 'Attendue', learnedLoss: 'Perte', memberVariance: 'Variance', margin: 'Marge', maximumProbability: 'Prob. max.', learnedConfidence: 'Confiance' },
  nothing: '–',
  readout: 'Sous le pointeur',
};
