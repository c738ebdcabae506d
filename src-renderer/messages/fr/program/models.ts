import type { modelMessages as english } from '../../../../src-main/core/messages/english/models.ts';
import { formatCount } from '../../numbers.ts';
import { counted } from '../counted.ts';
import type { Translated } from './Translated.ts';

export const modelMessages: Translated<typeof english> = {
  noModelInUse: ({ project }) => `${project} : aucun modèle n’est encore utilisé ; entraînez-en un, ou importez un dossier de modèle`,
  nothingLabelled: ({ project }) => `${project} : aucune image de travail n’est encore annotée ; corrigez d’abord quelques régions ou importez des annotations`,
  otherClassCount: ({ model, known, wanted }) =>
    `${model} distingue ${counted(known, 'classe', 'classes')}, le projet en a ${formatCount(wanted)} ; entraînez de zéro, pour que les réseaux les apprennent toutes`,
  importedOtherClasses: (is) =>
    `${is.folder} : le modèle distingue ${counted(is.known, 'classe', 'classes')} (${is.knownNames}), le projet en a ${formatCount(is.wanted)} (${is.wantedNames})`,
  modelFileDiffers: ({ path, wanted, got }) => `${path} : sha256 ${wanted} attendu d’après la fiche du modèle, ${got} trouvé`,
  notPlainFile: ({ path }) => `${path} : il faut un fichier ordinaire`,
  modelInUse: ({ model }) => `${model} est utilisé ; utilisez plutôt un autre modèle`,
  cardTooLarge: ({ path, bytes }) => `${path} : ${counted(bytes, 'octet', 'octets')}, ce n’est pas une fiche de modèle`,
  noModelCard: ({ path, why }) => `${path} : ce n’est pas une fiche de modèle (${why})`,
  nothingToMeasureOn: 'il n’y a pas d’image réservée avec des annotations pour mesurer ; importez-en quelques-unes comme images réservées',
  endedWithoutMaps: ({ image }) => `${image} : le moteur a fini sans ses cartes`,
  mapsFileWrong: (is) =>
    `${is.image} : un fichier de ${counted(is.wanted, 'octet', 'octets')} était attendu dans ${is.folder}, le moteur a laissé ${is.path} (${counted(is.got, 'octet', 'octets')})`,
  weightsDiffer: ({ path, wanted, got }) => `poids ${path} : sha256 ${wanted} attendu, ${got} trouvé`,
  weightsWrongSize: ({ path, wanted, got }) => `poids ${path} : ${counted(wanted, 'octet attendu', 'octets attendus')} pour son réseau, ${formatCount(got)} trouvés`,
  weightsNotFinite: ({ path, name }) => `poids ${path} : une valeur de ${name} n’est pas finie`,
  modelClassesDiffer: ({ path, wanted, got }) => `${path} : un réseau de ${counted(wanted, 'classe', 'classes')} était attendu comme il les nomme, ${got} trouvé`,
  passesAlike: ({ path, passes }) =>
    `${path} : un réseau avec dropout était attendu pour ${counted(passes, 'passe stochastique', 'passes stochastiques')}, celui-ci ferait toujours la même passe`,
  networkConfig: ({ place, architecture, why }) => `${place} : configuration de ${architecture} : ${why}`,
  unknownArchitecture: ({ place, known, name }) => `${place} : architecture attendue parmi ${known}, reçu ${name}`,
  noJson: ({ path, why }) => `${path} : n’est pas du JSON : ${why}`,
  modelFolderNotEmpty: ({ folder, count }) => `écriture du modèle ${folder} : il faut un nouveau dossier, celui-ci contient ${counted(count, 'fichier', 'fichiers')}`,
  noMember: ({ folder, last, got }) => `modèle ${folder} : un réseau 0 … ${formatCount(last)} était attendu, ${formatCount(got)} reçu`,
  settingWrong: ({ setting, wanted, got }) => `entraînement, ${setting} : il faut ${wanted}, ${got} reçu`,
  aWholeNumber: 'un nombre entier d’au moins 1',
  aMultipleOf: ({ number }) => `un multiple de ${formatCount(number)} pour ce réseau`,
  aSmallNumber: 'un nombre plus grand que 0, 1 au plus',
  noPassesWithoutDropout: 'aucune passe pour un réseau sans dropout, dont toutes les passes seraient les mêmes',
  aWholeNumberUpTo: ({ number }) => `un nombre entier de 1 à ${formatCount(number)}`,
  asTheParent: ({ count, names }) => `${formatCount(count)} comme le modèle parent (${names})`,
  noLabelledPixel: 'entraînement : aucune des images n’a de pixel annoté',
  labelsWrongSize: ({ image, size, wanted, got }) => `annotations de l’image ${image} : ${size} = ${counted(wanted, 'pixel attendu', 'pixels attendus')}, ${formatCount(got)} reçus`,
  labelsWrongClass: ({ image, count, got }) => `annotations de l’image ${image} : classes inférieures à ${formatCount(count)} attendues, ${formatCount(got)} reçue`,
  lossNotFinite: ({ member, step, times }) =>
    `entraînement du réseau ${formatCount(member)} : la perte au pas ${formatCount(step)} n’est pas un nombre, ${formatCount(times)} fois de suite à des taux d’apprentissage toujours plus bas ; les images contiennent peut-être des valeurs extrêmes`,
  exportNeedsValue: 'export : le réseau lit une valeur pendant qu’il calcule, ce qu’un graphe ne peut pas',
  exportKernel: ({ kernel, what }) => `export : ONNX ne connaît pas encore cet usage de ${kernel} : ${what}`,
  exportDependsOnSize: 'export : le réseau se construit autrement pour chaque taille d’image, ce qu’un seul graphe ne peut pas',
  modelReadOnly: ({ model }) => `${model} est venu comme graphe ONNX : il prédit et se mesure, mais ne s’entraîne plus et ne s’exporte pas`,
  onnxRefused: ({ path, why }) => `${path} : ${why}`,
  noOnnxFile: ({ path, why }) => `${path} : ce n’est pas un fichier ONNX (${why})`,
  onnxNoGraph: 'il ne contient pas de graphe',
  onnxTooLarge: ({ path, most, got }) => `${path} : ${counted(most, 'octet', 'octets')} au plus, ${formatCount(got)} trouvés`,
  onnxFunctions: ({ name }) => `seuls les opérateurs de la norme ONNX sont admis, une fonction propre trouvée (${name})`,
  onnxOperator: ({ operator }) => `seuls les opérateurs de la norme ONNX sont admis, ${operator} trouvé`,
  onnxLoop: ({ operator }) => `il faut un graphe sans boucle, ${operator} trouvé`,
  onnxExternalData: ({ tensor }) => `tous les poids doivent être dans le seul fichier, ${tensor} est dans un autre ; enregistrez le modèle en un fichier`,
  onnxDoesNotRun: ({ why }) => `ONNX Runtime ne l’exécute pas (${why})`,
  onnxInputs: ({ got }) => `il faut une entrée, une image ; trouvé : ${got}`,
  onnxInputShape: ({ got }) => `il faut une entrée float32 [1, canaux, hauteur, largeur] ou [1, hauteur, largeur, canaux] à 1 ou 3 canaux, ${got} trouvé`,
  onnxHalfFixed: 'hauteur et largeur doivent être toutes deux fixes ou toutes deux libres',
  onnxTooSmall: ({ least, got }) => `il faut une entrée d’au moins ${counted(least, 'pixel', 'pixels')} de côté, ${got} trouvé`,
  onnxOutputs: ({ got }) => `il faut une sortie de rang 4, ou une nommée probabilities ; trouvé : ${got}`,
  onnxOutputShape: ({ wanted, got }) => `il faut une sortie de la taille de l’entrée, ${wanted}, à 1 … 255 canaux, ${got} trouvé`,
  onnxNotFinite: 'il faut des sorties finies, des valeurs qui ne sont pas des nombres trouvées',
  onnxOtherClasses: (is) =>
    `${is.path} : le réseau distingue ${counted(is.known, 'classe', 'classes')}, le projet en a ${formatCount(is.wanted)} (${is.wantedNames})`,
  encoderWeightsMismatch: ({ path, encoder, faults }) => `${path} : ce ne sont pas les poids de cet encodeur (${encoder}) : ${faults.join(' ; ')}`,
  encoderWeightsMissing: ({ names }) => `manquants : ${names}`,
  encoderWeightsUnknown: ({ names }) => `inconnus : ${names}`,
  encoderWeightsShape: ({ name, wanted, got }) => `${name} : forme [${wanted}] attendue, [${got}] trouvée`,
  noEncoderToFill: ({ architecture }) =>
    `poids d’un encodeur : un réseau d’architecture ${architecture} n’en a pas dont les poids publiés soient connus ; retirez le fichier, ou choisissez une autre architecture`,
  keepsParentsNetwork: ({ setting }) =>
    `entraînement, ${setting} : un entraînement qui continue un modèle garde son réseau et ses poids ; retirez ce réglage, ou partez de zéro`,
  networkFileWrong: ({ path }) => `${path} : il faut un objet JSON avec architecture (un nom) et config (un objet)`,
};
