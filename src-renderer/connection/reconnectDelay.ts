const firstDelayMs = 250;
const longestDelayMs = 5_000;

/** How long to wait before the given try (0, 1, …) to connect again: doubling, so that a program that is gone is not pestered. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(firstDelayMs * 2 ** attempt, longestDelayMs);
}
