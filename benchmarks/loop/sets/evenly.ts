/** @returns `count` of the items, spread evenly over them in their order; all where there are fewer */
export function evenly<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_none, index) => items[Math.floor(((index + 0.5) * items.length) / count)]!);
}
