export type ShownTheme = 'dark' | 'light';

export const lightQuery = '(prefers-color-scheme: light)';

/** The look that the user's system asks for; dark where it asks for none. */
export function systemTheme(): ShownTheme {
  return matchMedia(lightQuery).matches ? 'light' : 'dark';
}
