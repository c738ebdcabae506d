import type { models as english } from '../en/models.ts';

export const models: typeof english = {
  title: 'Modèles',
  back: 'Retour aux images',
  none: 'Pas encore de modèle',
  noneHint: 'Annotez quelques images, puis entraînez un premier modèle depuis le panneau Revue.',
  states: { inUse: 'Utilisé', candidate: 'Proposé', retired: 'Retiré', declined: 'Refusé' },
  members: (count: number) => (count === 1 ? 'un réseau' : `ensemble de ${count}`),
  parent: (name: string) => `a continué d’apprendre depuis ${name}`,
  fromScratch: 'entraîné de zéro',
  use: 'Utiliser ce modèle',
  measure: 'Mesurer',
  made: (when: string) => `créé ${when}`,
  name: 'Nom',
  state: 'État',
  kind: 'Type',
  action: 'Action',
};
