/**
 * Work that somebody waits for at the screen. The engine computes on its process's one thread, so what is asked between
 * two steps of a long job would, with every read of a file, wait for another step: while urgent work is under way the
 * jobs stand still where they breathe.
 */
let underWay: Promise<unknown> = Promise.resolve();
let count = 0;

/** Runs work while jobs wait; pieces of it follow one another. */
export function urgently<Result>(work: () => Promise<Result>): Promise<Result> {
  count++;
  const result = underWay.catch(() => undefined).then(work);
  underWay = result.catch(() => undefined).finally(() => count--);
  return result;
}

/** Resolves once no urgent work is left. */
export async function untilNoneIsUrgent(): Promise<void> {
  while (count > 0) await underWay;
}
