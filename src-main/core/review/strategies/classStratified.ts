/**
 * Takes from each class in turn, so that rare ones are asked as often as common ones for as long as they have any.
 * @param ordered best first
 */
export function classStratified<Region extends { readonly proposedClass: number }>(ordered: readonly Region[]): Region[] {
  const lists = [...Map.groupBy(ordered, ({ proposedClass }) => proposedClass).values()];
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  const turns: Region[] = [];
  for (let round = 0; round < longest; round++) for (const list of lists) if (round < list.length) turns.push(list[round]!);
  return turns;
}
