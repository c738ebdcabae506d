import { formatNumber } from '../../../messages/format.ts';
import { words } from '../../../messages/messages.ts';

/** A large count in words, three digits of it. @param count 0 and up */
export function largeNumber(count: number): string {
  const { billions, millions, thousands } = words.network;
  if (count >= 1e9) return billions(threeDigits(count / 1e9));
  if (count >= 1e6) return millions(threeDigits(count / 1e6));
  return thousands(threeDigits(count / 1e3));
}

function threeDigits(value: number): string {
  return formatNumber(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}
