import type { figures as english } from '../en/figures.ts';

export const figures: typeof english = {
  dice: (value: string) => `Dice ${value} : sur 1, à quel point les objets prédits recouvrent les objets annotés.`,
  ece: (value: string) => `ECE ${value} : l’écart moyen entre la certitude annoncée et la fréquence à laquelle il a raison.`,
  accuracy: 'Exactitude',
  accuracyTip: 'Part des pixels annotés prédits juste.',
  nll: 'Log-vraisemblance négative',
  nllTip: 'À quel point les annotations surprennent le modèle, en nats par pixel. Moins, c’est mieux.',
};
