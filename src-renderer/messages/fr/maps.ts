import type { maps as english } from '../en/maps.ts';

export const maps: typeof english = {
  predictiveEntropy: {
    name: 'Entropie prédictive',
    plain: 'Tout le doute : celui des réseaux et celui de l’image.',
    reason: 'Les réseaux hésitent ici',
    therefore: 'Le doute des réseaux et celui de l’image s’ajoutent.',
  },
  mutualInformation: {
    name: 'Information mutuelle',
    plain: 'Les réseaux ne sont pas d’accord : une annotation ici enseigne le plus.',
    reason: 'Les réseaux ne sont pas d’accord',
    therefore: 'Une annotation ici enseigne le plus.',
  },
  expectedEntropy: {
    name: 'Entropie attendue',
    plain: 'L’image elle-même est ambiguë : des personnes aussi seraient en désaccord.',
    reason: 'L’image est ambiguë ici',
    therefore: 'Des personnes aussi seraient en désaccord.',
  },
  learnedLoss: {
    name: 'Perte apprise',
    plain: 'Le modèle s’attend à une erreur ici.',
    reason: 'Le modèle s’attend à se tromper',
    therefore: 'Il a appris où il échoue le plus souvent.',
  },
  memberVariance: {
    name: 'Variance entre membres',
    plain: 'À quel point les probabilités des réseaux s’écartent, en moyenne sur les classes.',
  },
  margin: {
    name: 'Marge',
    plain: 'À quel point la deuxième classe la plus probable s’approche de la première : 1 où les deux se valent.',
  },
  maximumProbability: {
    name: 'Probabilité maximale',
    plain: 'Ce qui reste à toutes les autres classes à côté de la plus probable.',
  },
  learnedConfidence: {
    name: 'Confiance apprise',
    plain: 'Une tête du modèle prévoit la probabilité de la vraie classe ; est affiché ce qui manque à 1.',
  },
};
