import type { inspector as english } from '../en/inspector.ts';

export const inspector: typeof english = {
  name: 'Inspecteur',
  review: 'Revue',
  layers: 'Calques',
  image: 'Image',
  resize: 'Largeur de l’inspecteur',
};
