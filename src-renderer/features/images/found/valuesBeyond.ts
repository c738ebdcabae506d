import type { Inspection } from './Source.svelte.ts';

/** A value that label files hold, and which of them. */
export interface ValueBeyond {
  readonly value: number;
  readonly files: readonly string[];
}

export interface LabelsAgainstClasses {
  /** Values that no class has, in order. */
  readonly beyond: readonly ValueBeyond[];
  /** Label files whose pixels were looked into, of `count` that would come in. */
  readonly read: number;
  readonly count: number;
}

/**
 * Compares what the label files hold with the classes that there are.
 * @param used the label files that would come in
 */
export function valuesBeyond(labels: Inspection['labels'], used: ReadonlySet<string>, classes: readonly { readonly index: number }[]): LabelsAgainstClasses {
  const known = new Set(classes.map(({ index }) => index));
  const filesOf = new Map<number, string[]>();
  let read = 0;
  for (const { name, values } of labels) {
    if (values === null || !used.has(name)) continue;
    read++;
    for (const value of values) if (!known.has(value)) filesOf.set(value, [...(filesOf.get(value) ?? []), name]);
  }
  const beyond = [...filesOf].map(([value, files]) => ({ value, files })).sort((first, second) => first.value - second.value);
  return { beyond, read, count: used.size };
}
