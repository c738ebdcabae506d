import type { folders as english } from '../en/folders.ts';

export const folders: typeof english = {
  title: 'Choisir un dossier',
  path: 'Dossier',
  go: 'Aller',
  up: 'Dossier parent',
  choose: 'Choisir ce dossier',
  files: 'Ni fichiers de ce type ni dossiers ici.',
  chooseFile: 'Choisir ce fichier',
  megabytes: (count: string) => `${count} Mo`,
  empty: 'Aucun dossier ici.',
  images: (count: number) => (count <= 1 ? `${count} image` : `${count} images`),
  isProject: 'Projet Sfumato',
  reading: 'Lecture des dossiers …',
  browse: 'Parcourir …',
  folderOf: (field: string) => `Choisir : ${field}`,
};
