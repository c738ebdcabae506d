import { longestPauseMs } from '../insights/activeTime.ts';
import type { JournalEntry } from '../records.ts';

type Event = Pick<JournalEntry, 'at' | 'who' | 'kind' | 'tool' | 'regionId' | 'decision' | 'gestureId' | 'inForce'>;

/** Decisions after which a region was worked through: what was put off or flagged says nothing of the time it would have taken. */
const worked: ReadonlySet<JournalEntry['decision']> = new Set(['accepted', 'corrected']);

interface Account {
  seconds: number;
  /** A pause fell into it, or it was settled among many in one gesture: how long it took by itself is not known. */
  isKnown: boolean;
  isSettled: boolean;
}

/**
 * Seconds that each settled region took: the time from the event before to each event made in its name (strokes, what was taken
 * back, the decision), until it was settled. Regions that were settled together with others, or during whose work somebody went
 * away for more than a minute, or that another person settled than worked at it, are left out.
 * @param events of the whole journal, oldest first
 * @returns by the regions' ids, seconds above 0
 */
export function regionSeconds(events: readonly Event[]): Map<string, number> {
  const accounts = new Map<string, Account>();
  let before: Event | null = null;
  for (const event of events) {
    // Labels that came out of files are no work of the hand.
    if (event.tool === 'import') continue;
    if (event.regionId !== null) note(accounts, event, before);
    before = event;
  }
  const known = [...accounts].filter(([, { isKnown, isSettled, seconds }]) => isKnown && isSettled && seconds > 0);
  return new Map(known.map(([id, { seconds }]) => [id, seconds]));
}

function note(accounts: Map<string, Account>, event: Event, before: Event | null): void {
  const id = event.regionId!;
  const account = accounts.get(id) ?? { seconds: 0, isKnown: true, isSettled: false };
  accounts.set(id, account);
  const gapMs = before?.who === event.who ? Date.parse(event.at) - Date.parse(before.at) : Infinity;
  if (!(gapMs >= 0 && gapMs <= longestPauseMs)) account.isKnown = false;
  // Settled once more later on: the first time is what a region in the queue will take.
  if (account.isSettled) return;
  account.seconds += account.isKnown ? gapMs / 1000 : 0;
  if (event.kind !== 'review' || !event.inForce || !worked.has(event.decision)) return;
  account.isSettled = true;
  if (event.gestureId !== null) account.isKnown = false;
}
