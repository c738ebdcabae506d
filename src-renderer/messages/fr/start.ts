import type { start as english } from '../en/start.ts';

export const start: typeof english = {
  recent: 'Projets récents',
  noRecent: 'Pas encore de projet',
  noRecentHint: 'Les projets que vous ouvrez apparaissent ici. La démonstration est un bon premier aperçu.',
  begin: 'Commencer',
  openDemo: 'Ouvrir la démonstration',
  openDemoHint: 'Des images de noyaux et un ensemble entraîné : regarder, douter, corriger, apprendre, en une minute.',
  openingDemo: 'Ouverture de la démonstration …',
  newProject: 'Nouveau projet',
  newProjectHint: 'À partir d’images de cette machine, avec leurs annotations si vous en avez.',
  openFolder: 'Ouvrir un dossier de projet',
  openFolderHint: 'Un projet déjà créé, ici ou ailleurs.',
  opened: (when: string) => `ouvert ${when}`,
  images: (count: number) => (count <= 1 ? `${count} image` : `${count} images`),
  missing: 'Le dossier est introuvable. Son disque est-il branché ?',
  forget: (name: string) => `Retirer ${name} de la liste`,
  forgetTip: 'Retirer de la liste. Le dossier reste tel quel.',
  opening: 'Ouverture …',
  settings: 'Réglages',
  dropHere: 'Déposez des images ou un dossier pour en faire un projet',
  picture: 'Des cellules et leurs contours ; là où les réseaux doutent, le contour se fond en une brume chaude.',
};
