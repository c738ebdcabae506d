import type { learn as english } from '../en/learn.ts';

export const learn: typeof english = {
  title: 'Apprentissage',
  button: 'Apprendre des corrections',
  first: 'Entraîner un premier modèle',
  explain: 'L’entraînement continue en arrière-plan à partir du modèle utilisé. Vous pouvez continuer à travailler.',
  explainFirst: 'Entraîne un ensemble sur tous les pixels annotés. Vous pouvez continuer à travailler.',
  noLabels: 'Annotez d’abord quelques pixels : il n’y a encore rien à apprendre.',
  candidate: 'Un nouveau modèle est prêt',
  before: 'Utilisé',
  after: 'Nouveau',
  use: 'L’utiliser',
  keep: 'Garder l’ancien',
  better: 'meilleur',
  worse: 'moins bon',
  same: 'égal',
  unmeasured: 'Il n’y a pas d’image annotée réservée, il n’a donc pas pu être mesuré.',
  onImages: (count: number) => `Mesuré sur ${count === 1 ? '1 image réservée' : `${count} images réservées`}.`,
};
