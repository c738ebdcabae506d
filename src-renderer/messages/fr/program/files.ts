import type { fileMessages as english } from '../../../../src-main/core/messages/english/files.ts';
import { formatCount } from '../../numbers.ts';
import { counted } from '../counted.ts';
import type { Translated } from './Translated.ts';

export const fileMessages: Translated<typeof english> = {
  diskFull: ({ place }) => `${place} : il n’y a plus de place sur son disque ; rien n’a été modifié. Libérez de la place et réessayez`,
  permissionDenied: ({ place }) => `${place} : lecture ou écriture interdite ; vérifiez ses droits`,
  doesNotExist: ({ place }) => `${place} : n’existe pas`,
  isFolder: ({ place }) => `${place} : c’est un dossier, pas un fichier`,
  databaseDamaged: ({ place }) => `${place} : la base de données est endommagée ou n’est pas un projet Sfumato`,
  usedElsewhere: ({ place }) => `${place} : un autre processus l’utilise`,
  faultAt: ({ place, why }) => `${place} : ${why}`,
  noFolderThere: ({ folder }) => `${folder} : aucun dossier ne peut y être créé ; choisissez un autre endroit`,
  settingsTooLarge: ({ most, got }) => `réglages : ${formatCount(most)} caractères au plus, il y en a ${formatCount(got)}`,
  mapsWrongSize: ({ path, wanted, got }) => `${path} : ${counted(wanted, 'octet', 'octets')} de cartes attendus, ${formatCount(got)} trouvés`,
  mapsEndEarly: ({ path, done, length }) => `${path} : s’arrête après ${formatCount(done)} octets sur ${formatCount(length)}`,
  mapsCutOff: ({ path }) => `${path} : s’arrête avant la fin de ses cartes`,
  pyramidCutOff: ({ path }) => `${path} : s’arrête avant la fin de son image`,
  samplesWrongSize: ({ path, image, wanted, got, size }) =>
    `échantillons de l’image ${image} (${path}) : ${counted(wanted, 'octet attendu', 'octets attendus')} pour ${size}, ${formatCount(got)} trouvés`,
  samplesCutOff: ({ path, row }) => `lecture de ${path} : s’arrête avant la ligne ${formatCount(row)}`,
  callWrong: ({ issues }) => `la demande est incorrecte : ${issues}`,
  answerWrong: ({ issues }) => `la réponse n’a pas la forme convenue : ${issues}`,
  safetensorsRefused: ({ path, why }) => `${path} : fichier safetensors illisible : ${why}`,
  safetensorsTooShort: ({ wanted, got }) => `au moins ${counted(wanted, 'octet attendu', 'octets attendus')}, ${formatCount(got)} trouvés`,
  safetensorsHeaderLength: ({ most, got }) => `un en-tête de ${counted(most, 'octet', 'octets')} au plus était attendu, ${got} annoncés`,
  safetensorsHeader: ({ why }) => `l’en-tête est illisible (${why})`,
  safetensorsTensor: ({ name, why }) => `tenseur ${name} : ${why}`,
  safetensorsBytes: ({ name, wanted, got }) => `tenseur ${name} : ${counted(wanted, 'octet attendu', 'octets attendus')} pour sa forme, ${formatCount(got)} trouvés`,
  safetensorsCoverage: ({ at }) => `à partir de l’octet ${formatCount(at)}, ses tenseurs laissent un trou, se chevauchent ou dépassent la fin`,
  safetensorsNoTensor: ({ name }) => `il ne contient pas de tenseur ${name}`,
  safetensorsType: ({ name, wanted, got }) => `tenseur ${name} : valeurs de type ${wanted} attendues, ${got} trouvé`,
};
