export const application = 'Sfumato';
export const tagline = 'Annoter les images médicales et de microscopie là où les réseaux ne savent pas.';
