import { isOneOf, readStored, writeStored } from '../../app/stored.ts';
import { activeSince, idleAfterMs } from './activeTime.ts';

/** How long the expert has worked since the window was opened, and what was settled in it. Pauses when nobody is there. */
export class SessionTimer {
  activeMs = $state(0);
  isPaused = $state(true);
  /** Regions settled in this session. */
  settledCount = $state(0);
  isShown = $state(readStored('sessionTimer', isOneOf(['shown', 'hidden']), 'shown') === 'shown');
  /** Active time up to the latest touch. */
  #countedMs = 0;
  #touchedAtMs: number | null = null;

  /** The hand moved. @param nowMs any steady clock */
  touch(nowMs: number): void {
    if (this.#touchedAtMs !== null) this.#countedMs += activeSince(this.#touchedAtMs, nowMs);
    this.#touchedAtMs = nowMs;
  }

  /** To be called now and then: what is shown follows. */
  tick(nowMs: number): void {
    const touchedAt = this.#touchedAtMs;
    this.isPaused = touchedAt === null || nowMs - touchedAt >= idleAfterMs;
    this.activeMs = this.#countedMs + (touchedAt === null ? 0 : activeSince(touchedAt, nowMs));
  }

  toggle(): void {
    this.isShown = !this.isShown;
    writeStored('sessionTimer', this.isShown ? 'shown' : 'hidden');
  }
}
