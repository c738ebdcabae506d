/** @returns all of them, or so many evenly spread, the first among them */
export function spreadOver<Item>(all: readonly Item[], most: number): readonly Item[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_none, index) => all[Math.floor((index * all.length) / most)]!);
}
