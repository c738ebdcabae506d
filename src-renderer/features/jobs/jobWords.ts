import { isErrorCode } from '../../../src-main/core/SfumatoError.ts';
import type { JobRecord } from '../../../src-main/core/records.ts';
import type { Problem } from '../../connection/Problem.ts';
import { formatDuration, formatNumber } from '../../messages/format.ts';
import { words } from '../../messages/messages.ts';
import { told } from '../../messages/told.ts';

/** What a failed job is told by: a plain sentence, and details to copy. */
export function problemOfJob({ error, kind, id }: JobRecord): Problem {
  const interrupted = error?.code === 'interrupted';
  const message = interrupted ? words.jobs.interrupted : (error ? told(error.message) : words.jobs.failed[kind]);
  return { code: error && isErrorCode(error.code) ? error.code : 'internal', message, details: `${kind} ${id}\n${error?.details ?? message}` };
}

/** How fast a job goes, in a unit that matters; empty where it counts nothing. */
export function rateWords({ rate }: JobRecord): string {
  if (!rate) return '';
  if (rate.unit === 'images') return words.jobs.images(formatNumber(rate.perSecond * 60, rate.perSecond * 60 < 10 ? 1 : 0));
  return words.jobs.steps(formatNumber(rate.perSecond, rate.perSecond < 10 ? 1 : 0));
}

export function leftWords({ state, remainingMs }: JobRecord): string {
  if (state === 'waiting') return words.jobs.states.waiting;
  return remainingMs === null ? words.jobs.estimating : words.jobs.left(formatDuration(remainingMs));
}
