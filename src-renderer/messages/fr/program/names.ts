import type { nameMessages as english } from '../../../../src-main/core/messages/english/names.ts';
import type { Translated } from './Translated.ts';

export const nameMessages: Translated<typeof english> = {
  modelNumber: ({ number }) => `Modèle ${number}`,
  starterModel: 'Modèle de départ',
  background: 'fond',
  object: 'objet',
  classNumber: ({ number }) => `classe ${number}`,
  intensity: 'Intensité',
  red: 'Rouge',
  green: 'Vert',
  blue: 'Bleu',
};
