import { en } from './en.ts';

/** The words of the window's language. */
export const words = en;
