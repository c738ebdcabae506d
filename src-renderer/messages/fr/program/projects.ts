import type { projectMessages as english } from '../../../../src-main/core/messages/english/projects.ts';
import { formatCount, formatShare } from '../../numbers.ts';
import { counted } from '../counted.ts';
import type { Translated } from './Translated.ts';

export const projectMessages: Translated<typeof english> = {
  noProjectOpen: 'aucun projet n’est ouvert ; ouvrez ou créez-en un d’abord',
  isProjectAlready: ({ folder }) => `${folder} : est déjà un projet ; ouvrez-le plutôt`,
  folderNotEmpty: ({ folder }) => `${folder} : il faut un dossier vide pour le nouveau projet, celui-ci contient des fichiers`,
  noProjectThere: ({ folder }) => `${folder} : pas de projet à cet endroit (il faut un dossier contenant project.sqlite)`,
  notAProject: ({ folder }) => `${folder} : project.sqlite n’est pas un projet Sfumato`,
  notAProjectOrDamaged: ({ folder }) => `${folder} : project.sqlite n’est pas un projet Sfumato, ou il est endommagé`,
  namesNoProject: ({ folder }) => `${folder} : project.sqlite ne nomme aucun projet`,
  projectDamaged: ({ folder, why }) =>
    `${folder} : project.sqlite est endommagé (${why}). Rien n’a été modifié ; le dossier backups contient peut-être une copie plus ancienne`,
  rowsBroken: ({ folder, count }) => `${folder} : ${counted(count, 'ligne', 'lignes')} de la base de données renvoient à des lignes disparues`,
  newerSchema: ({ folder, version, known }) =>
    `${folder} : écrit par un Sfumato plus récent (schéma ${formatCount(version)}, ce programme connaît jusqu’à ${formatCount(known)}). Rien n’a été modifié ; ouvrez-le avec la version plus récente`,
  noWriteAheadLog: 'le dossier ne peut pas contenir de journal d’écriture anticipée ; copiez le projet sur un disque local',
  projectOpenIn: ({ folder, holder }) => `${folder} : le projet est ouvert dans ${holder}. Fermez-le d’abord là-bas`,
  anotherProcess: 'un autre processus',
  processOn: ({ id, host, since }) => `le processus ${id} sur ${host} (depuis ${since})`,
  demoDamaged: ({ path, why }) => `${path} : la démonstration livrée manque ou est endommagée (${why}) ; réinstallez le programme`,
  classNumbering: ({ name, wanted, got }) =>
    `classe ${name} : numéro ${formatCount(wanted)} attendu, ${formatCount(got)} trouvé ; les classes sont numérotées à partir de 0`,
  classNamesTwice: 'classes : deux portent le même nom',
  classLeftOut: ({ wanted, got }) => `classes : il faut les ${formatCount(wanted)} existantes, il y en a ${formatCount(got)} ; retirez une classe au lieu de l’omettre`,
  backgroundRetired: ({ name }) => `classe ${name} : c’est le fond, qui ne peut pas être retiré`,
  tooFewClasses: 'classes : le fond et au moins une autre doivent rester utilisés',
  noEvent: ({ sequence }) => `journal : il n’y a pas d’événement ${formatCount(sequence)}`,
  noImage: ({ id }) => `image ${id} : le projet n’a pas cette image`,
  noModelOfId: ({ id }) => `modèle ${id} : le projet n’a pas ce modèle`,
  noRegion: ({ id }) => `région ${id} : le projet n’a pas cette région`,
  queueShares: ({ most, got }) => `file : les parts prises au hasard et aux endroits sûrs peuvent faire ${formatShare(most, 0)} ensemble, reçu ${formatShare(got, 0)}`,
  noRun: ({ id }) => `entraînement ${id} : il n’a pas laissé de courbes ici`,
};
