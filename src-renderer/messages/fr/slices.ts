import type { slices as english } from '../en/slices.ts';

export const slices: typeof english = {
  name: 'Coupes',
  slice: 'Coupe',
  sliceOf: (position: number, count: number) => `Coupe ${position} sur ${count}`,
  previous: 'Coupe précédente',
  next: 'Coupe suivante',
  play: 'Faire défiler les coupes',
  pause: 'Pause',
  rate: 'Coupes par seconde',
  rateValue: (rate: number) => `${rate} / s`,
  loop: 'Reprendre à la fin',
  marks: (labelled: number, doubtful: number) => `${labelled} coupes annotées, ${doubtful} avec des régions ouvertes`,
};
