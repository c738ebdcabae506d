import type { uncertainty as english } from '../en/uncertainty.ts';

export const uncertainty: typeof english = {
  method: 'Leurs désaccords viennent de',
  costs: {
    deepEnsemble: 'Un entraînement par réseau',
    bayesByBackprop: 'Un entraînement, deux fois plus de poids',
    tradi: 'Un entraînement',
    swag: 'Un entraînement',
    batchEnsemble: 'Un entraînement, poids partagés',
    lpBnn: 'Un entraînement, poids partagés',
    packedEnsemble: 'Un entraînement, réseaux plus minces',
  },
  sentences: {
    deepEnsemble: 'Chaque réseau est entraîné seul : le doute le plus sûr, pour autant d’entraînements que de réseaux.',
    bayesByBackprop: 'Apprend la certitude de chaque poids et en tire des réseaux. Un entraînement, qui apprend plus lentement.',
    tradi: 'Suit chaque poids pendant un entraînement et tire des réseaux de son parcours. À peine plus cher qu’un réseau.',
    swag: 'Recueille les poids des derniers pas d’un entraînement et tire des réseaux autour de leur moyenne. Prend de la mémoire.',
    batchEnsemble: 'Des réseaux qui partagent leurs grands poids et diffèrent par de petits facteurs. Un entraînement ; chacun voit sa part de chaque lot.',
    lpBnn: 'Comme BatchEnsemble, avec des facteurs tirés de ce qu’un petit réseau en a appris. Un entraînement.',
    packedEnsemble: 'Des réseaux plus minces entraînés côte à côte, ensemble aussi grands qu’un seul. Un entraînement ; chacun voit sa part de chaque lot.',
  },
  members: 'Réseaux tirés de chaque entraînement',
  trainings: 'Entraînements',
  trainingsHint: 'Un entraînement donne tous les réseaux ; ceux de plusieurs sont réunis.',
  settings: 'Réglages de la méthode',
  asUsual: 'Comme d’habitude',
  changed: (count: number) => (count === 1 ? '1 réglage modifié' : `${count} réglages modifiés`),
  reset: 'Réglages habituels',
  fields: {},
  values: {},
  by: (method: string) => `par ${method}`,
};
