import type { NetworkField } from '../networks/NetworkDescription.ts';

/** The members of an ensemble are networks trained one by one: what is meant where no method is named. */
export const deepEnsemble = 'deepEnsemble';

/** Most members of a model, whatever they come from. */
export const mostMembers = 64;

/** A method by which one training gives several networks that disagree where they do not know, as it is asked for. */
export interface UncertaintyChoice {
  /** Of `engine/weights/schemes.ts`, or `deepEnsemble`. */
  readonly method: string;
  /** What is left out is as the method has it. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Networks drawn at the end of each training, 1 …; methods with networks of their own give these. */
  readonly members: number;
}

/** What of a method can be chosen, and what may be chosen. */
export interface UncertaintyDescription {
  readonly method: string;
  /** What its settings are where nothing is said. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly fields: readonly NetworkField[];
  /** Whether `members` are drawn, as many as are asked for; else they are the method's own. */
  readonly drawsMembers: boolean;
}
