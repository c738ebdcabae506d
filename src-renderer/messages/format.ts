import { currentLanguage } from './language.ts';
import { words } from './messages.ts';

const locale = currentLanguage();

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

/** The day, in the language's own order. */
export function formatDay(at: Date): string {
  return at.toLocaleDateString(locale, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** A number as the language writes it, with so many digits after the point. */
export function formatNumber(value: number, digits: number): string {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'min2' });
}

/** A share as a percentage with one digit after the point, without its sign. */
export function formatPercent(share: number): string {
  return formatNumber(share * 100, 1);
}

/** A value in nats or a Dice coefficient: three digits after the point. */
export function formatThree(value: number): string {
  return formatNumber(value, 3);
}

export function formatCount(count: number): string {
  return count.toLocaleString(locale);
}
