import type { tools as english } from '../en/tools.ts';

export const tools: typeof english = {
  rail: 'Outils',
  look: 'Regarder',
  lookTip: 'glisser pour déplacer l’image',
  brush: 'Pinceau',
  brushTip: 'peindre la classe choisie',
  eraser: 'Gomme',
  eraserTip: 'retirer les annotations : les pixels comptent comme non annotés',
  size: 'Taille',
  sizeValue: (diameter: number) => `${diameter} px`,
  classes: 'Classe peinte',
};
