import type { jobs as english } from '../en/jobs.ts';

export const jobs: typeof english = {
  kinds: {
    import: 'Import des images',
    train: 'Apprentissage',
    predict: 'Calcul des cartes',
    evaluate: 'Mesure',
    export: 'Export',
  },
  failed: {
    import: 'L’import a échoué',
    train: 'L’apprentissage a échoué',
    predict: 'Le calcul des cartes a échoué',
    evaluate: 'La mesure a échoué',
    export: 'L’export a échoué',
  },
  cancel: 'Annuler',
  cancelOf: (job: string) => `Annuler : ${job}`,
  left: (time: string) => `encore ${time}`,
  estimating: 'estimation …',
  dismiss: 'Fermer',
  others: (count: number) => `et ${count} de plus`,
};
