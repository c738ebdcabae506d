import type { layers as english } from '../en/layers.ts';

export const layers: typeof english = {
  heatMap: 'Carte de doute',
  show: 'Afficher',
  kind: 'Mesure',
  colours: 'Couleurs',
  opacity: 'Opacité',
  threshold: 'Transparent sous',
  thresholdValue: (nats: string) => `${nats} nats`,
  percent: (value: number) => `${value} %`,
  labels: 'Annotations',
  prediction: 'Prédiction',
  styles: { hidden: 'Masqué', outline: 'Contour', fill: 'Aplat' },
  fillOpacity: 'Opacité de l’aplat',
  legendTip: 'De la certitude, où l’image apparaît nue, au plus grand doute de cette image.',
};
