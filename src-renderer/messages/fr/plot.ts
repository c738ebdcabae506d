import type { plot as english } from '../en/plot.ts';

export const plot: typeof english = {
  empty: 'Rien à tracer pour l’instant.',
  latest: 'Dernier',
  walk: 'Les flèches gauche et droite lisent les valeurs.',
};
