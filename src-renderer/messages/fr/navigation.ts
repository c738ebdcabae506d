import type { navigation as english } from '../en/navigation.ts';

export const navigation: typeof english = {
  name: 'Pages',
  pages: {
    workspace: 'Images',
    data: 'Données',
    training: 'Apprentissage',
    models: 'Modèles',
    insights: 'Bilan',
    jobs: 'Tâches',
    settings: 'Réglages',
  },
  goTo: (page: string) => `Aller à : ${page}`,
  backToImage: 'Revenir à l’image',
};
