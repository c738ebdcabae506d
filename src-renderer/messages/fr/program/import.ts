import type { importMessages as english } from '../../../../src-main/core/messages/english/import.ts';
import { formatCount } from '../../numbers.ts';
import { counted } from '../counted.ts';
import type { Translated } from './Translated.ts';

export const importMessages: Translated<typeof english> = {
  noImageFiles: ({ folder, prefix }) =>
    `${folder} : aucun fichier d’image${prefix === '' ? '' : ` dont le nom commence par « ${prefix} »`} à cet endroit (PNG, JPEG, WebP ou TIFF)`,
  labelFolderIsImageFolder: ({ folder }) =>
    `${folder} : donné pour les images et pour les annotations, mais aucun fichier n’y porte le nom des annotations d’un autre (comme a_mask.png à côté de a.png) ; il faut de tels noms ou un dossier à part`,
  filesUnreadable: ({ count, more, reasons }) =>
    `${more ? 'au moins ' : ''}${counted(count, 'fichier est illisible', 'fichiers sont illisibles')}, rien n’a donc été importé : ${reasons.join(' ; ')}`,
  sameContent: ({ name, other }) => `${name} : a le même contenu que ${other} ; retirez l’un des deux du dossier`,
  ambiguousMasks: ({ folder }) =>
    `${folder} : les fichiers d’annotation ne contiennent que 0 et 255, et 255 signifie non annoté. Si 255 marque les objets, importez les annotations comme instances`,
  changedWhileRead: ({ name }) => `${name} : a changé pendant sa lecture ; importez à nouveau`,
  imageNameTaken: ({ name }) => `${name} : le projet a déjà une image de ce nom`,
  labelSlicesDiffer: ({ label, labelSlices, image, imageSlices }) =>
    `le fichier d’annotation ${label} a ${counted(labelSlices, 'coupe', 'coupes')}, son image ${image} en a ${formatCount(imageSlices)} ; il en faut autant`,
  labelSizeDiffers: ({ label, labelSize, image, imageSize }) =>
    `le fichier d’annotation ${label} fait ${labelSize} pixels, son image ${image} ${imageSize} ; il faut la même taille`,
  labelsOutOfRange: (is) =>
    `${is.name} : ${counted(is.pixels, 'pixel contient', 'pixels contiennent')} ${formatCount(is.value)} ; il faut une classe (${is.classes}) ou ${is.unlabelled} pour non annoté${
      is.looksLikeInstances
        ? '. Si ce sont des numéros d’objets, importez les annotations comme instances ; si ce sont des classes, donnez au projet une classe pour chacune de ces valeurs'
        : ''
    }`,
  twoLabelFiles: ({ name, first, second }) => `${name} : ${first} et ${second} pourraient être ses annotations ; n’en gardez qu’un, ou dites lequel`,
  twoImagesOfLabel: ({ label, first, second }) => `${label} : peut être les annotations de ${first} et de ${second} ; n’en gardez qu’une, ou dites de laquelle`,
  labelUndecided: ({ name, label }) => `${name} : dites si ${label} contient ses annotations`,
  choiceWithoutImage: ({ name }) => `${name} : un fichier d’annotations lui a été choisi, mais elle n’est pas parmi les images`,
  choiceWithoutLabel: ({ name, image }) => `${name} : choisi pour ${image}, mais il n’est pas parmi les fichiers d’annotations`,
  chosenTwice: ({ name }) => `${name} : choisi deux fois ; une image a un fichier d’annotations, et un tel fichier une image`,
  noLabelFits: ({ folder }) => `${folder} : aucun fichier d’annotation n’y porte le nom d’une image`,
  inspectWantsOne: 'inspection : il faut un dossier ou un envoi, l’un des deux',
  uploadLeavesFolder: 'envoi : le chemin sort de son dossier',
  uploadTooMany: ({ most }) => `envoi : ${formatCount(most)} fichiers au plus`,
  uploadTooLarge: ({ name, fileGibibytes, allGibibytes }) =>
    `${name} : au plus ${formatCount(fileGibibytes)} Gio par fichier et ${formatCount(allGibibytes)} par envoi`,
  uploadEmpty: ({ id }) => `envoi ${id} : aucun de ses fichiers n’est arrivé`,
  uploadAddress: 'envoi : il faut /upload/<uuid>/<chemin relatif> avec des noms simples',
};
