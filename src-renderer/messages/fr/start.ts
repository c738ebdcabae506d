import type { start as english } from '../en/start.ts';

export const start: typeof english = {
  recent: 'Projets récents',
  noRecent: 'Les projets que vous ouvrez apparaissent ici.',
  openDemo: 'Ouvrir la démonstration',
  openDemoHint: 'Des images de noyaux et un ensemble entraîné : regarder, douter, corriger et apprendre, en une minute.',
  openingDemo: 'Ouverture de la démonstration …',
  newProject: 'Nouveau projet',
  newProjectHint: 'À partir d’un dossier d’images, avec leurs annotations si vous en avez.',
  openFolder: 'Ouvrir un dossier de projet',
  openFolderHint: 'Un projet déjà créé sur cette machine.',
  opened: (when: string) => `ouvert ${when}`,
};
