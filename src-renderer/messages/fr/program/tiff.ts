import type { tiffMessages as english } from '../../../../src-main/core/messages/english/tiff.ts';
import { formatCount } from '../../numbers.ts';
import { counted } from '../counted.ts';
import type { Translated } from './Translated.ts';

export const tiffMessages: Translated<typeof english> = {
  tiffHeaderCut: ({ name }) => `${name} : le fichier est tronqué dans son en-tête`,
  tiffCircle: ({ name, page }) => `${name} : la page ${formatCount(page)} est déjà passée : ses pages tournent en rond`,
  tiffTooManyPages: ({ name, most }) => `${name} : a plus de ${formatCount(most)} pages`,
  tiffPageBeyond: ({ name, page }) => `${name} : la page ${formatCount(page)} est au-delà de la fin du fichier`,
  tiffTags: ({ name, page, count }) => `${name} : la page ${formatCount(page)} a ${counted(count, 'balise', 'balises')}`,
  tiffPageCut: ({ name, page }) => `${name} : la page ${formatCount(page)} est tronquée par la fin du fichier`,
  tiffNoPage: ({ name }) => `${name} : n’a aucune page`,
  tiffNoSlice: ({ name, slice, slices }) => `${name} : coupe ${formatCount(slice)} demandée, il en a ${formatCount(slices)}`,
  tiffPageSizes: ({ name, first, page, size }) =>
    `${name} : la page 1 fait ${first} pixels, la page ${formatCount(page)} ${size} ; une pile a des coupes d’une seule taille, enregistrez chaque page dans un fichier à elle`,
  tiffPageKinds: ({ name, page }) =>
    `${name} : la page ${formatCount(page)} contient des échantillons d’une autre sorte que la page 1 ; enregistrez chaque page dans un fichier à elle`,
  tiffBits: ({ name, signed, bits }) =>
    `${name} : il faut des canaux de 8 ou 16 bits ou en virgule flottante, il contient des échantillons ${signed ? 'signés ' : ''}de ${formatCount(bits)} bits`,
  tiffSamples: ({ name, wanted, got }) => `${name} : ${counted(wanted, 'échantillon attendu', 'échantillons attendus')}, le décodeur en a donné ${formatCount(got)}`,
};
