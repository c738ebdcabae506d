import type { queue as english } from '../en/queue.ts';

export const queue: typeof english = {
  name: 'File de revue',
  item: (position: number, name: string, reason: string, state: string) => `Région ${position} : ${name}, ${reason}, ${state}`,
  resize: 'Hauteur de la file',
};
