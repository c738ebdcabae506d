import type { tour as english } from '../en/tour.ts';

export const tour: typeof english = {
  name: 'Premiers pas',
  next: 'Suivant',
  previous: 'Retour',
  done: 'Commencer',
  skip: 'Passer la visite',
  progress: '{{current}} sur {{total}}',
  steps: {
    canvas: {
      title: 'L’image est la page',
      text: 'La molette zoome sur le pointeur, Espace et glisser déplace. La brume chaude montre où les réseaux doutent ; là où ils sont sûrs, l’image reste nue.',
    },
    tools: {
      title: 'Les outils',
      text: 'Regarder et sélectionner avec V, peindre avec B, gommer avec E. Chaque outil a sa touche ; [ et ] changent la taille du pinceau.',
    },
    review: {
      title: 'Que regarder ensuite',
      text: 'La région la plus douteuse vient d’abord, avec la raison de la question. Entrée accepte la proposition, F la corrige, D la remet, X la signale.',
    },
    queue: {
      title: 'La file',
      text: 'Les régions douteuses, la pire d’abord. J et K vont à la suivante et à la précédente. Rien n’attend : la suivante est déjà chargée.',
    },
    pages: {
      title: 'Les pages du projet',
      text: 'Le tableau des images, l’apprentissage, les modèles et le bilan. Échap ramène à l’image. « Enregistré », à côté, dit quand votre dernier changement est arrivé sur le disque.',
    },
    help: {
      title: 'Toutes les touches, sur une feuille',
      text: 'Appuyez sur ? pour toutes les touches et sur Ctrl+K pour trouver une commande par son nom. Les réglages montrent cette visite à nouveau.',
    },
  },
};
