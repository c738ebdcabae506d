export const application = 'Sfumato';
export const tagline = 'Label medical and microscopy images where the networks do not know.';
