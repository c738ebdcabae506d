/**
 * Takes from each class in turn, so that rare ones are asked as often as common ones for as long as they have any.
 * @param ordered best first
 */
export function classStratified<Region extends { readonly proposedClass: number }>(ordered: readonly Region[]): Region[] {
  const byClass = new Map<number, Region[]>();
  for (const region of ordered) {
    const own = byClass.get(region.proposedClass);
    if (own) own.push(region);
    else byClass.set(region.proposedClass, [region]);
  }
  const lists = [...byClass.values()];
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_none, round) => lists.flatMap((list) => list.slice(round, round + 1))).flat();
}
