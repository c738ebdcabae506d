/**
 * Puts items of another kind between those of a queue so that they make up a share of it, evenly spread, for as long as there are any.
 * @param share 0 … 0.5, of the queue that comes of it
 * @param offset 0 … 1, how far into its first stretch the first one comes: kinds that are slipped in one after the other should not meet
 */
export function slipIn<Item>(queue: readonly Item[], others: readonly Item[], { share, offset = 0.5 }: { readonly share: number; readonly offset?: number }): Item[] {
  if (!(share > 0)) return [...queue];
  const mixed: Item[] = [];
  let [next, due] = [0, offset];
  for (const item of queue) {
    while (due >= 1 && next < others.length) {
      mixed.push(others[next++]!);
      due -= 1;
    }
    mixed.push(item);
    // Each item of the queue brings share / (1 - share) of the others with it.
    due += share / (1 - share);
  }
  return mixed;
}
