export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

let chosen: Language = 'en';

/** Chosen once, before anything that shows a word is imported: a change of language loads the window anew. */
export function chooseLanguage(language: Language): void {
  chosen = language;
}

/** The window's language, also what numbers and dates are written in. */
export function currentLanguage(): Language {
  return chosen;
}

export function isLanguage(value: unknown): value is Language {
  return (languages as readonly unknown[]).includes(value);
}

/** The first language that the user reads and the program speaks. @param wished as browsers give them, for example `fr-CA` */
export function closestLanguage(wished: readonly string[]): Language {
  return wished.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}
