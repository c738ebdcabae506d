import { formatCount } from '../numbers.ts';
import type { found as english } from '../en/found.ts';

const images = (count: number): string => (count <= 1 ? `${count} image` : `${formatCount(count)} images`);

export const found: typeof english = {
  drop: 'Déposez ici des images ou un dossier',
  dropFormats: 'PNG, JPEG, TIFF, OME-TIFF ; piles et canaux aussi. Un dossier d’annotations peut les accompagner.',
  chooseFiles: 'Choisir des fichiers …',
  uploading: (done: number, total: number) => `Copie de ${formatCount(done)} fichiers sur ${formatCount(total)} …`,
  uploadFailed: 'Des fichiers ne sont pas arrivés',
  cancelUpload: 'Arrêter la copie',
  dropped: (count: number) => (count === 1 ? '1 fichier déposé' : `${formatCount(count)} fichiers déposés`),
  imageFolder: 'Dossier des images',
  labelFolder: 'Dossier des annotations (facultatif)',
  labelFolderHint: 'Des fichiers du nom de leur image (a.png, a_masque.png), contenant des nombres : classes ou objets numérotés.',
  labelFolders: 'Les annotations de qui',
  labelsBeside: 'Les annotations sont à côté de leurs images',
  labelKind: 'Un fichier d’annotations contient',
  labelKinds: { instances: 'Des objets numérotés', classes: 'Des numéros de classe' },
  found: 'Ce qui a été trouvé',
  looking: 'Examen du dossier …',
  nothingYet: 'Rien de choisi pour l’instant',
  foundImages: images,
  foundStack: (name: string, slices: number) => `Pile ${name} : ${formatCount(slices)} coupes, chacune une image`,
  foundMoreStacks: (count: number) => `et ${formatCount(count)} autres piles`,
  foundChannels: (names: string) => `Canaux : ${names}`,
  foundPixelSize: (x: string, y: string) => `Taille de pixel ${x} × ${y} µm`,
  noPixelSize: 'Aucune taille de pixel dans les fichiers : l’échelle compte en pixels tant que vous n’en donnez pas',
  foundSizes: (smallest: string, largest: string) => (smallest === largest ? `${smallest} px` : `de ${smallest} à ${largest} px`),
  foundOpened: (opened: number, all: number) => `${formatCount(opened)} fichiers sur ${formatCount(all)} examinés, répartis également`,
  foundPairs: (pairs: number, total: number) =>
    pairs === 0
      ? 'Aucun fichier d’annotations : à vous d’annoter, ou importez un modèle'
      : `${formatCount(pairs)} sur ${images(total)} ont un fichier d’annotations`,
  foundUnused: (count: number, names: string) =>
    `${count <= 1 ? `${count} fichier d’annotations ne va` : `${formatCount(count)} fichiers d’annotations ne vont`} avec aucune image : ${names}`,
  foundUndecided: (count: number) =>
    count <= 1 ? `Pour ${count} image, plusieurs paires sont possibles` : `Pour ${formatCount(count)} images, plusieurs paires sont possibles`,
  foundFaulty: (count: number) =>
    count <= 1 ? `${count} image a un fichier d’annotations qui ne convient pas` : `${formatCount(count)} images ont un fichier d’annotations qui ne convient pas`,
  pairAdvice: 'Choisissez un autre fichier d’annotations, ou aucun, dans la liste ci-dessous.',
  foundUnreadable: (count: number) => (count === 1 ? '1 fichier illisible' : `${formatCount(count)} fichiers illisibles`),
  unreadableAdvice: 'Réparez-les ou retirez-les du dossier : un import prend tout ou rien.',
  noImages: 'Ce dossier ne contient aucune image lisible.',
  files: (count: number) => `Les fichiers (${formatCount(count)})`,
  file: 'Fichier',
  format: 'Format',
  size: 'Taille',
  label: 'Annotations',
  noLabel: 'aucune',
  undecidedLabel: 'à choisir',
  chooseLabel: (image: string, label: string) => `Fichier d’annotations de ${image} : ${label}`,
  searchLabels: (image: string) => `Chercher un fichier d’annotations pour ${image}`,
  noSuchLabel: 'Aucun fichier d’annotations n’a cela dans son nom.',
  moreLabels: (count: number) => `et ${formatCount(count)} autres : tapez une partie du nom`,
  labelSizeDiffers: (label: string, image: string) => `${label} px, son image ${image} px`,
  labelSlicesDiffer: (label: string, image: string) => `${label} coupes, son image ${image}`,
};
