import type { en } from './en.ts';

/** The shape of a catalogue: English gives it, other languages fill it. */
export type Messages = typeof en;
