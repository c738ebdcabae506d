import type { JobRecord } from '../core/records.ts';

/** Where progress is written: standard error, or a fake. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** On a file or pipe a line every so often is enough to see that it lives. */
const plainLineEveryMs = 5_000;
/** A new step is told sooner, but thousands of files are not a line each. */
const newStepEveryMs = 1_000;
const eraseLine = '\r\u001b[2K';

/** Shows how far long work is: one line that changes on a terminal, lines now and then elsewhere. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #shown = '';
  #lastPlainMs = -Infinity;
  #lastMessage = '';

  constructor(stream: ProgressStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  show(job: JobRecord): void {
    const line = describeJob(job);
    if (this.#stream.isTTY) {
      if (line === this.#shown) return;
      this.#shown = line;
      this.#stream.write(eraseLine + line.slice(0, (this.#stream.columns ?? 80) - 1));
      return;
    }
    const isOver = job.state !== 'running' && job.state !== 'waiting';
    const waitMs = job.message.text === this.#lastMessage ? plainLineEveryMs : newStepEveryMs;
    if (!isOver && this.#now() - this.#lastPlainMs < waitMs) return;
    this.#lastPlainMs = this.#now();
    this.#lastMessage = job.message.text;
    this.#stream.write(`${line}\n`);
  }

  /** A remark that stays, above the changing line. */
  note(text: string): void {
    this.clear();
    this.#stream.write(`${text}\n`);
  }

  /** Removes the changing line before other text is written. */
  clear(): void {
    if (this.#shown) this.#stream.write(eraseLine);
    this.#shown = '';
  }
}

/** For example `train 42 % · member 2 of 4 · loss 0.213 · Dice 0.874 · 1 min 20 s left`. */
export function describeJob(job: JobRecord): string {
  return [
    `${job.kind} ${Math.floor(100 * job.fraction)} %`,
    job.message.text,
    job.loss === null ? '' : `loss ${job.loss.toFixed(3)}`,
    job.dice === null ? '' : `Dice ${job.dice.toFixed(3)}`,
    job.remainingMs === null ? '' : `${formatDuration(job.remainingMs)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** @returns for example `45 s`, `1 min 20 s`, `2 h 5 min` */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
