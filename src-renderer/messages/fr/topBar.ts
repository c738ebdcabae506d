import type { topBar as english } from '../en/topBar.ts';

export const topBar: typeof english = {
  toStart: 'Tous les projets',
  imageOf: (position: number, count: number) => `${position} sur ${count}`,
  noImage: 'Aucune image',
  help: 'Touches et commandes',
  toDark: 'Thème sombre',
  toLight: 'Thème clair',
  models: 'Modèles',
  noModel: 'Pas encore de modèle',
  modelTip: 'Le modèle utilisé. Ouvre sa fiche.',
  dice: 'Dice',
  ece: 'ECE',
  notMeasured: 'non mesuré',
  engineReady: (device: string) => `Moteur : ${device}`,
  engineStarting: 'Démarrage du moteur …',
  engineFailed: 'Moteur arrêté',
  engineFallback: 'Moteur plus lent',
  engineTrouble: 'Incident du moteur',
};
