import type { compare as english } from '../en/compare.ts';

export const compare: typeof english = {
  name: 'Comparaison',
  modes: { single: 'Seule', sideBySide: 'Côte à côte', swipe: 'Rideau' },
  contents: { image: 'Image seule', labels: 'Annotations', prediction: 'Prédiction', heatMap: 'Carte de doute' },
  predictionOf: (model: string) => `Prédiction de ${model}`,
  left: 'Côté gauche',
  right: 'Côté droit',
  exchange: 'Échanger les côtés',
  close: 'Terminer la comparaison',
  divider: 'Séparation de la comparaison',
  dividerAt: (percent: number) => `${percent} % depuis la gauche`,
  secondPane: 'Seconde vue de l’image',
  noMaps: 'Ce modèle n’a pas vu cette image.',
};
