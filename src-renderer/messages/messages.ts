import { en } from './en.ts';
import { fr } from './fr.ts';
import { currentLanguage } from './language.ts';
import type { Language } from './language.ts';
import type { Messages } from './Catalogue.ts';

const catalogues: Readonly<Record<Language, Messages>> = { en, fr };

/** The words of the window's language. */
export const words: Messages = catalogues[currentLanguage()];
