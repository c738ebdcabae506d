import type { ClassRecord } from '../../src-main/core/records.ts';

/** One thing that was done to one class. */
export type ClassDifference =
  | { readonly what: 'recoloured' | 'retired' | 'restored' | 'added'; readonly name: string }
  | { readonly what: 'renamed'; readonly name: string; readonly from: string };

/** What a change did to the classes, class by class; each is called by the name it has after it. */
export function classDifferences(before: readonly ClassRecord[], after: readonly ClassRecord[]): ClassDifference[] {
  return after.flatMap((now): ClassDifference[] => {
    const then = before[now.index];
    const { name } = now;
    if (!then) return [{ what: 'added', name }];
    const found: ClassDifference[] = [];
    if (then.name !== name) found.push({ what: 'renamed', name, from: then.name });
    if (then.colour.toLowerCase() !== now.colour.toLowerCase()) found.push({ what: 'recoloured', name });
    if (then.retired !== now.retired) found.push({ what: now.retired ? 'retired' : 'restored', name });
    return found;
  });
}
