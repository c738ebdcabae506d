import type { queue as english } from '../en/queue.ts';

export const queue: typeof english = {
  name: 'File de revue',
  item: (position: number, name: string, reason: string, state: string) => `Région ${position} : ${name}, ${reason}, ${state}`,
  resize: 'Hauteur de la file',
  filters: 'Quelles régions',
  classFilter: 'Classe',
  reasonFilter: 'Doute',
  imageFilter: 'Image',
  stateFilter: 'État',
  allClasses: 'Toute classe',
  allReasons: 'Tout doute',
  allImages: 'Toute image',
  allStates: 'Tout état',
  thisImage: 'Cette image',
  option: (name: string, count: string) => `${name} (${count})`,
  shown: (count: string, total: string) => `${count} sur ${total}`,
  showAll: 'Tout montrer',
  none: 'Aucune région ne correspond à ces choix.',
};
