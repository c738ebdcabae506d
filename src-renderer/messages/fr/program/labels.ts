import type { labelMessages as english } from '../../../../src-main/core/messages/english/labels.ts';
import { formatCount } from '../../numbers.ts';
import type { Translated } from './Translated.ts';

export const labelMessages: Translated<typeof english> = {
  toolMakesNone: ({ image, tool }) => `correction de ${image} : l’outil ${tool} ne fait pas de corrections`,
  regionElsewhere: ({ image, id }) => `correction de ${image} : la région ${id} est sur une autre image`,
  noSuchClass: ({ image, value, classes }) => `correction de ${image} : ${formatCount(value)} n’est pas une classe du projet (${classes})`,
  classRetired: ({ image, name }) => `correction de ${image} : la classe ${name} est retirée ; prenez-en une autre, ou remettez-la en usage`,
  pixelChanged: ({ x, y, held, wanted }) => `modification d’annotation : le pixel (${x}, ${y}) contient ${held}, la modification attend ${wanted}`,
  mapsGone: ({ image, model }) => `${image} : les cartes de ${model} ont disparu ; prédisez à nouveau d’abord`,
  regionOpenAlready: ({ id }) => `région ${id} : elle est déjà ouverte dans la file`,
  regionMapsGone: ({ image }) => `région sur ${image} : les cartes de son modèle ont disparu ; la file a des régions plus récentes`,
  boxOutside: ({ image, box, size }) => `${image} : le cadre ${box} doit être à l’intérieur de ${size} pixels`,
  boxTooLarge: ({ image, most, size }) => `${image} : un cadre fait au plus ${formatCount(most)} pixels de côté, celui-ci fait ${size} ; dessinez-en un plus petit`,
  exportExists: ({ path }) => `${path} : existe déjà ; rien n’a été écrit. Choisissez un dossier vide`,
  objectNumberTooLarge: ({ image, number }) =>
    `${image} : contient l’objet numéro ${formatCount(number)} ; un fichier de 16 bits va jusqu’à ${formatCount(65535)}. Renumérotez d’abord ses objets`,
  refinementOfLabels: 'seuls les prédictions et les objets prédits peuvent être affinés ; les annotations sont écrites telles quelles',
  refineThreadEnded: ({ reason }) => `le fil d’exécution qui affine les prédictions s’est arrêté (${reason})`,
  samplesGone: ({ image }) => `${image} : ses échantillons décodés ont disparu ; rouvrez le projet`,
  noProbabilities: ({ image }) => `${image} : ses cartes sont antérieures à l’affinage et n’ont pas de probabilités ; prédisez-la à nouveau d’abord`,
  notPredictedYet: ({ image }) => `${image} : n’a pas encore été prédite ; prédisez d’abord`,
};
