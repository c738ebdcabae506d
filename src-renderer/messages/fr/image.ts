import type { image as english } from '../en/image.ts';

export const image: typeof english = {
  all: 'Images',
  size: 'Taille',
  channels: 'Canaux',
  labelled: 'Annoté',
  role: 'Rôle',
  roles: { work: 'À annoter', heldBack: 'Réservée' },
  rolesTip: 'Les images réservées mesurent les modèles et ne servent jamais à l’entraînement.',
  history: 'Historique',
  noHistory: 'Ce que vous modifiez apparaît ici et peut être annulé.',
  information: 'Informations',
  samples: 'Échantillons',
  extent: 'Étendue',
  stack: 'Pile',
  colours: { grey: 'gris', rgb: 'couleur', channels: 'canaux' },
  none: 'Aucune image dans ce projet',
  noneHint: 'Importez un dossier d’images pour commencer.',
  importImages: 'Importer des images',
};
