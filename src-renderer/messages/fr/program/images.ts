import type { imageMessages as english } from '../../../../src-main/core/messages/english/images.ts';
import { formatCount } from '../../numbers.ts';
import { counted } from '../counted.ts';
import type { Translated } from './Translated.ts';

export const imageMessages: Translated<typeof english> = {
  emptyFile: ({ name }) => `${name} : le fichier est vide`,
  unknownFormat: ({ name, formats }) => `${name} : il faut une image (${formats}), le fichier ne commence comme aucune d’elles`,
  lossyLabels: ({ name, format }) => `${name} : ${format} ne garde pas exactement les numéros de classes ; enregistrez les annotations en PNG ou en TIFF`,
  cannotBeRead: ({ name, why }) => `${name} : illisible (${why})`,
  cannotBeUnpacked: ({ name, why }) => `${name} : ses pixels ne peuvent pas être décompressés (${why})`,
  headerSays: ({ name, size }) => `${name} : son en-tête annonce ${size} pixels`,
  tooManyPixels: ({ name, size, millions }) => `${name} : son en-tête annonce ${size} pixels ; ${formatCount(millions)} millions au plus sont lus`,
  tooLargeDecoded: ({ name, mebibytes, most }) => `${name} : décodé, il prendrait ${formatCount(mebibytes)} Mio ; ${formatCount(most)} au plus sont lus`,
  headerAndPixelsDiffer: (is) =>
    `${is.name} : son en-tête annonce ${is.headerSize} en ${counted(is.headerChannels, 'canal', 'canaux')}, ses pixels sont ${is.size} en ${formatCount(is.channels)}`,
  decodedOtherwise: (is) =>
    `${is.name} : ${counted(is.bytes, 'octet attendu', 'octets attendus')} en ${counted(is.channels, 'canal', 'canaux')}, le décodeur en a donné ${formatCount(is.gotBytes)} en ${formatCount(is.gotChannels)}`,
  animation: ({ name, frames }) => `${name} : est une animation de ${counted(frames, 'vue', 'vues')} ; enregistrez la vue dans un fichier à elle`,
  notGreyOrRgb: ({ name, what }) => `${name} : il faut des échantillons gris ou RVB, il contient ${what}`,
  colourSpace: ({ space }) => `l’espace de couleurs ${space}`,
  complexNumbers: 'des nombres complexes',
  signedSamples: 'des échantillons de 16 bits signés ; enregistrez-le en 16 bits non signés ou en virgule flottante',
  channelCount: ({ channels }) => counted(channels, 'canal', 'canaux'),
  cmykOf: ({ type }) => `du CMJN en échantillons de type ${type}`,
  colouredLabelPng: ({ name, hasAlpha }) =>
    `${name} : un fichier d’annotation contient des numéros de classes ou d’instances, pas des couleurs (ce PNG est ${hasAlpha ? 'gris avec alpha' : 'en RVB'})`,
  colouredLabels: ({ name, channels }) =>
    `${name} : un fichier d’annotation contient des numéros de classes ou d’instances, pas des couleurs (celui-ci a ${counted(channels, 'canal', 'canaux')})`,
  pngLastChunkMissing: ({ name }) => `${name} : le fichier est tronqué : son dernier bloc manque`,
  pngCutInside: ({ name, chunk }) => `${name} : le fichier est tronqué dans son bloc « ${chunk} »`,
  pngWrongHeader: ({ name }) => `${name} : il ne commence pas par un en-tête PNG`,
  pngNoHeader: ({ name }) => `${name} : il n’a pas d’en-tête PNG`,
  notFinite: ({ name, x, y, value }) => `${name} : le pixel (${x}, ${y}) contient ${value} ; il faut partout des nombres finis`,
  labelNotWhole: ({ name, x, y, value }) => `${name} : le pixel (${x}, ${y}) contient ${value} ; il faut des annotations en nombres entiers à partir de 0`,
  labelsNotWhole: ({ name }) => `${name} : il faut des annotations en nombres entiers`,
  labelFractions: ({ name }) => `${name} : il faut des annotations en nombres entiers, il contient des fractions`,
  labelBits: ({ name, type }) => `${name} : il faut des annotations de 8, 16 ou 32 bits, il contient des échantillons de type ${type}`,
  decoderSlow: ({ name, seconds }) => `${name} : sa lecture a pris plus de ${formatCount(seconds)} s, elle a donc été arrêtée`,
  decoderEnded: ({ reason }) => `le processus de décodage s’est arrêté (${reason})`,
  decoderGone: 'le processus de décodage s’est arrêté',
  fileLeftOut: ({ name, reason }) => `${name} : ${reason} ; le fichier est laissé de côté`,
  storedFileDiffers: ({ name, wanted, got }) => `${name} : ${wanted} attendu, son fichier gardé donne maintenant ${got}`,
};
