import type { jobMessages as english } from '../../../../src-main/core/messages/english/jobs.ts';
import { formatCount, formatNumber, formatThree } from '../../numbers.ts';
import { counted } from '../counted.ts';
import type { Translated } from './Translated.ts';

export const jobMessages: Translated<typeof english> = {
  cancelled: 'Annulé',
  failed: 'Échoué',
  jobCancelled: 'le travail a été annulé',
  jobCancelledBefore: 'le travail a été annulé avant de commencer',
  importCancelled: 'l’import a été annulé',
  exportCancelled: 'l’export a été annulé',
  trainingCancelled: 'l’entraînement a été annulé ; son point de reprise est gardé',
  readingCancelled: ({ name }) => `${name} : la lecture a été annulée`,
  copyingCancelled: ({ name }) => `la copie de ${name} a été annulée`,
  interrupted: 'le programme s’est arrêté pendant ce travail',
  noJob: ({ id }) => `travail ${id} : il n’existe pas`,
  jobNameTaken: ({ id }) => `travail ${id} : il y en a déjà un de ce nom`,
  waitingToImport: ({ folder }) => `Attend d’importer ${folder}`,
  reading: ({ name }) => `Lecture de ${name}`,
  readingSlice: ({ name, slice, slices }) => `Lecture de ${name}, coupe ${formatCount(slice)} sur ${formatCount(slices)}`,
  imported: ({ count }) => counted(count, 'image importée', 'images importées'),
  waitingToExport: ({ what }) => `Attend d’écrire : ${what}`,
  writing: ({ name }) => `Écriture de ${name}`,
  exported: ({ count, folder }) => `${counted(count, 'fichier écrit', 'fichiers écrits')} dans ${folder}`,
  waitingToPredict: ({ model }) => `Attend de prédire avec ${model}`,
  predicting: ({ count, model }) => `Prédiction de ${counted(count, 'image', 'images')} avec ${model}`,
  predictedSome: ({ done, count }) => `${formatCount(done)} sur ${counted(count, 'image prédite', 'images prédites')}`,
  predicted: ({ count, model }) => `${counted(count, 'image prédite', 'images prédites')} avec ${model}`,
  allPredicted: ({ model }) => `${model} a les cartes de toutes les images`,
  waitingToMeasure: ({ model }) => `Attend de mesurer ${model}`,
  measuring: ({ model }) => `Mesure de ${model}`,
  measuredSome: ({ done, count }) => `${formatCount(done)} sur ${counted(count, 'image mesurée', 'images mesurées')}`,
  measured: ({ model, dice, ece }) => `${model} : Dice ${formatThree(dice)}, ECE ${formatThree(ece)}`,
  waitingToCalibrate: ({ model }) => `Attend de calibrer ${model}`,
  calibrating: ({ model }) => `Calibration de ${model}`,
  calibratingHeldBack: 'Calibration sur les images réservées',
  calibratedSome: ({ done, count }) => `calibré sur ${formatCount(done)} sur ${counted(count, 'image', 'images')}`,
  calibrated: ({ model, temperature, before, after, images }) =>
    `${model} : température ${formatNumber(temperature, 2)}, ECE ${formatThree(after)} (${formatThree(before)} à une température de 1) sur ${counted(images, 'image réservée', 'images réservées')}`,
  calibratedByClass: ({ model, least, most, before, after, images }) =>
    `${model} : une température par classe, de ${formatNumber(least, 2)} à ${formatNumber(most, 2)}, ECE ${formatThree(after)} (${formatThree(before)} à une température de 1) sur ${counted(images, 'image réservée', 'images réservées')}`,
  waitingToTrain: 'Attend d’entraîner',
  waitingToGoOn: 'Attend de poursuivre l’entraînement',
  gatheringLabels: 'Rassemblement des annotations',
  trainingStep: ({ member, members, step, steps }) =>
    `réseau ${formatCount(member)} sur ${formatCount(members)}, pas ${formatCount(step)} sur ${formatCount(steps)}`,
  denoiserStep: ({ step, steps }) => `débruiteur, pas ${formatCount(step)} sur ${formatCount(steps)}`,
  trainedAll: ({ members, steps }) => `${counted(members, 'réseau entraîné', 'réseaux entraînés')} pendant ${formatCount(steps)} pas chacun`,
  measuringHeldBack: 'Mesure sur les images réservées',
  comparingModels: 'Comparaison avec le modèle utilisé',
  notCompared: ({ why }) => `Pas de comparaison avec le modèle utilisé : ${why}`,
  trainedUnmeasured: ({ model, inUse }) =>
    `${model} ${inUse ? 'est utilisé' : 'attend votre décision'} ; pas d’annotations réservées pour le mesurer`,
  trainedMeasured: ({ model, inUse, dice, before }) =>
    `${model} ${inUse ? 'est utilisé' : 'attend votre décision'} : Dice ${formatThree(dice)}${before === null ? '' : ` (${formatThree(before)} avant)`}`,
  onnxWritten: ({ model, path, megabytes }) => `${model} écrit dans ${path} (${formatNumber(megabytes, 1)} Mo)`,
  exportOfLabels: 'annotations',
  exportOfPredictions: 'prédictions',
  exportOfObjects: 'objets',
  exportOfPredictedObjects: 'objets prédits',
};
