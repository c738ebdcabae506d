import type { saved as english } from '../en/saved.ts';

export const saved: typeof english = {
  nothingYet: 'Aucune modification',
  allSaved: 'Tout est enregistré',
  saving: 'Enregistrement …',
  saved: (time: string) => `Enregistré à ${time}`,
  notSaved: (count: number) => (count === 1 ? 'Non enregistrée : 1 modification' : `Non enregistrées : ${count} modifications`),
  failedTitle: 'Votre dernière modification n’a pas pu être enregistrée',
  failedSafe: 'Tout ce qui précède est en sécurité. L’annotation de cette image attend que ce soit réglé.',
  retry: 'Enregistrer à nouveau',
  discard: 'Abandonner la modification',
  whileAway: 'Elle reste à l’écran et sera enregistrée dès le retour de la connexion.',
};
