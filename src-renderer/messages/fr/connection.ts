import type { connection as english } from '../en/connection.ts';

export const connection: typeof english = {
  connecting: 'Connexion au programme …',
  lost: 'La connexion au programme est perdue. Nouvel essai …',
  lostAdvice: 'Ce qui est à l’écran reste. Si le programme a été fermé, relancez-le et ouvrez l’adresse qu’il affiche.',
  retryNow: 'Réessayer maintenant',
};
