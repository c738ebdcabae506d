import { currentLanguage } from './language.ts';

/*
 * Numbers and days as the window's language writes them. Catalogues use these: unlike `format.ts` they need no words.
 */

const locale = currentLanguage();

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

/** A share as a percentage with its sign, which stays with it at the end of a line. */
export function formatShare(share: number, digits = 1): string {
  return `${formatNumber(share * 100, digits)}\u00a0%`;
}

/** A value in nats or a Dice coefficient: three digits after the point. */
export function formatThree(value: number): string {
  return formatNumber(value, 3);
}

export function formatCount(count: number): string {
  return count.toLocaleString(locale);
}

/** A number as the language writes it, with the digits it has after the point, seven at most. */
export function formatExact(value: number): string {
  return value.toLocaleString(locale, { maximumFractionDigits: 7, useGrouping: 'min2' });
}
