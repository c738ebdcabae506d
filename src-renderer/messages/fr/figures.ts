import type { figures as english } from '../en/figures.ts';

export const figures: typeof english = {
  dice: (value: string) => `Dice ${value} : sur 1, à quel point les objets prédits recouvrent les objets annotés.`,
  ece: (value: string) => `ECE ${value} : l’écart moyen entre la certitude annoncée et la fréquence à laquelle il a raison.`,
  accuracy: 'Exactitude',
  accuracyTip: 'Part des pixels annotés prédits juste.',
  nll: 'Log-vraisemblance négative',
  nllTip: 'À quel point les annotations surprennent le modèle, en nats par pixel. Moins, c’est mieux.',
  imageLoss: 'Ordre prévu des images',
  imageLossTip: 'De -1 à 1 : corrélation de rangs entre la perte que le modèle prévoit pour chaque image et celle qu’il a. 1 : il sait sur quelles images il échoue.',
  objectF1: 'F1 des objets',
  objectF1Tip: 'Sur 1, combien d’objets sont trouvés et combien peu sont de trop : un objet est trouvé quand il partage la moitié de ce que les deux couvrent.',
  objectPrecision: 'AP moyenne des objets',
  objectPrecisionTip: 'De même, plus sévère : la moyenne quand il faut en partager de plus en plus, de la moitié à neuf dixièmes.',
};
