/** The clock stops this long after the last touch: looking at a region takes seconds, not minutes. */
export const idleAfterMs = 30_000;

/** Time that counts as work between two moments of which the first was a touch. @returns 0 … `idleAfterMs` */
export function activeSince(touchedAtMs: number, nowMs: number): number {
  return Math.min(Math.max(nowMs - touchedAtMs, 0), idleAfterMs);
}

/** Regions a minute of active time; null while there is too little of it to say. */
export function ratePerMinute(settled: number, activeMs: number): number | null {
  return settled > 0 && activeMs >= 10_000 ? (settled * 60_000) / activeMs : null;
}

/** @returns M:SS, or H:MM:SS from an hour on */
export function formatStopwatch(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}
