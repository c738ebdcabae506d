/** Longer without an event and the user is taken to have been elsewhere. */
export const longestPauseMs = 60_000;

/**
 * Time at work between events: each gap to the event before counts where it is at most a minute.
 * @param times milliseconds, ascending
 * @returns for each event the milliseconds of work that led to it; 0 for the first after a pause
 */
export function activeGapsMs(times: readonly number[]): number[] {
  return times.map((time, at) => {
    if (at === 0) return 0;
    const gap = time - times[at - 1]!;
    return gap >= 0 && gap <= longestPauseMs ? gap : 0;
  });
}
