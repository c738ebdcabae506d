import { words } from './messages.ts';
import { formatDay } from './numbers.ts';

export { formatCount, formatDay, formatExact, formatNumber, formatPercent, formatShare, formatThree } from './numbers.ts';

/** How long something takes, in the two largest units that matter. @param durationMs 0 and up */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(Math.round(durationMs / 1000), 0);
  if (seconds < 60) return words.time.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return words.time.minutes(minutes);
  return words.time.hours(Math.floor(minutes / 60), minutes % 60);
}

/** @returns the local time of day, HH:MM:SS */
export function formatClock(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** How long ago, or the day when that is long. */
export function formatAgo(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return words.time.justNow;
  if (minutes < 60) return words.time.minutesAgo(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? words.time.hoursAgo(hours) : formatDay(at);
}
