import { currentLanguage } from '../../messages/language.ts';

/** Day and time of day, to the minute. */
export function formatMoment(at: Date): string {
  return at.toLocaleString(currentLanguage(), { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}
