import type { checkMessages as english } from '../../../../src-main/core/messages/english/checks.ts';
import { formatNumber } from '../../numbers.ts';
import type { Translated } from './Translated.ts';

export const checkMessages: Translated<typeof english> = {
  checkEngine: 'moteur',
  checkDataFolder: 'dossier des données',
  checkStarter: 'modèle de départ',
  checkFreeSpace: 'place libre',
  checkProjectDisk: 'disque du projet',
  engineNotes: ({ device, notes }) => `${device} (${notes.join(' ; ')})`,
  backendNote: ({ name, reason }) => `${name} : ${reason}`,
  cannotBeWritten: ({ folder, why }) => `${folder} n’est pas accessible en écriture : ${why}`,
  noStarter: 'aucun n’est livré ; la démonstration s’ouvre sans cartes tant qu’aucun modèle n’est entraîné',
  freeAt: ({ gibibytes, folder }) => `${formatNumber(gibibytes, 1)} Gio dans ${folder}`,
  networkDrive: ({ folder }) => `${folder} est sur un disque réseau, dont les verrous ne sont pas fiables ; gardez les projets sur un disque local`,
  localDisk: 'disque local',
};
