import { randomUUID } from 'node:crypto';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError, messageOf, saidBy } from '../../core/SfumatoError.ts';
import type { JobKind, JobRecord } from '../../core/records.ts';
import type { Clock } from '../../ports/Clock.ts';
import type { JobRows } from '../../store/JobRows.ts';

/** Work of one lane runs one after the other: the engine computes one thing at a time. */
export type JobLane = 'engine' | 'files';

export interface JobPlan {
  readonly kind: JobKind;
  readonly lane: JobLane;
  /** What is kept of the request, to go on from after a crash. */
  readonly request: unknown;
  /** Shown while it waits for its turn. */
  readonly message: Message;
  /** Default: a new one. A job that goes on from before the program ended keeps its own. */
  readonly id?: string;
}

export type JobProgress = Partial<Pick<JobRecord, 'message' | 'fraction' | 'remainingMs' | 'rate' | 'loss' | 'dice'>>;

export interface JobControl {
  readonly id: string;
  readonly signal: AbortSignal;
  progress(progress: JobProgress): void;
}

/** @returns the closing message for the user */
export type JobWork = (control: JobControl) => Promise<Message>;

interface RunningJob {
  record: JobRecord;
  readonly abort: AbortController;
  readonly isResumable: boolean;
  finished: Promise<void>;
  startedMs: number;
  toldMs: number;
}

/** More often than this nobody can read it. */
const tellEveryMs = 100;

/** Finished jobs kept for `jobs.list`. */
const keptFinished = 100;

/** The long work of one open project. */
export class JobRegistry {
  readonly #rows: JobRows;
  readonly #clock: Clock;
  readonly #tell: (job: JobRecord) => void;
  readonly #jobs = new Map<string, RunningJob>();
  readonly #lanes = new Map<JobLane, Promise<void>>();
  #closing = false;

  constructor(rows: JobRows, clock: Clock, tell: (job: JobRecord) => void) {
    this.#rows = rows;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** @returns the job's id, at once; the work begins when its lane is free */
  start(plan: JobPlan, work: JobWork): string {
    const id = plan.id ?? randomUUID();
    const job: RunningJob = {
      record: newRecord(id, plan, this.#clock.now().toISOString()),
      abort: new AbortController(),
      isResumable: plan.kind === 'train',
      finished: Promise.resolve(),
      startedMs: performance.now(),
      toldMs: 0,
    };
    if (plan.id === undefined) this.#rows.begin(job.record, plan.request);
    this.#jobs.set(id, job);
    this.#forgetOld();
    this.#tell(job.record);
    job.finished = (this.#lanes.get(plan.lane) ?? Promise.resolve()).then(() => this.#run(job, work));
    this.#lanes.set(plan.lane, job.finished);
    return id;
  }

  /** Latest first, with those of earlier days that the project remembers. */
  list(): JobRecord[] {
    const live = this.#live();
    const known = new Set(live.map(({ id }) => id));
    return [...live, ...this.#rows.ended(keptFinished).filter(({ id }) => !known.has(id))];
  }

  unfinished(): JobRecord[] {
    return this.#live().filter((job) => job.state === 'waiting' || job.state === 'running');
  }

  /** Of this opening of the project, latest first. */
  #live(): JobRecord[] {
    return [...this.#jobs.values()].map((job) => withElapsed(job)).reverse();
  }

  /** @throws SfumatoError `notFound` */
  cancel(id: string): JobRecord {
    const job = this.#jobs.get(id);
    if (!job) throw new SfumatoError('notFound', say('noJob', { id }));
    job.abort.abort();
    // One that still waits for its lane has nothing to wind up.
    if (job.record.state === 'waiting') this.#finish(job, { state: 'cancelled', message: say('cancelled') });
    return withElapsed(job);
  }

  /** Ends all work. Training stays unfinished in the project's database, to be gone on with at the next opening. */
  async close(): Promise<void> {
    this.#closing = true;
    const jobs = [...this.#jobs.values()];
    for (const job of jobs) job.abort.abort();
    await Promise.all(jobs.map((job) => job.finished));
  }

  /** Waits until a job has come to an end, however it ends. */
  async settled(id: string): Promise<JobRecord> {
    const job = this.#jobs.get(id);
    if (!job) throw new SfumatoError('notFound', say('noJob', { id }));
    await job.finished;
    return job.record;
  }

  async #run(job: RunningJob, work: JobWork): Promise<void> {
    if (job.record.state === 'cancelled') return;
    if (job.abort.signal.aborted) return this.#finish(job, { state: 'cancelled', message: say('cancelled') });
    job.startedMs = performance.now();
    this.#change(job, { state: 'running' }, true);
    // The first word of the work itself follows at once.
    job.toldMs = 0;
    try {
      const message = await work({
        id: job.record.id,
        signal: job.abort.signal,
        progress: (progress) => this.#change(job, progress, false),
      });
      this.#finish(job, { state: 'done', message, fraction: 1 });
    } catch (thrown) {
      if (job.abort.signal.aborted) this.#finish(job, { state: 'cancelled', message: say('cancelled') });
      else {
        const code = thrown instanceof SfumatoError ? thrown.code : 'internal';
        this.#finish(job, { state: 'failed', message: say('failed'), error: { code, message: saidBy(thrown), details: detailsOf(job.record, thrown) } });
      }
    }
  }

  #change(job: RunningJob, change: Partial<JobRecord>, always: boolean): void {
    if (job.record.state !== 'waiting' && job.record.state !== 'running') return;
    job.record = { ...job.record, ...change };
    // Work that counts but does not foresee its end goes on at the pace so far.
    if (change.fraction !== undefined && change.remainingMs === undefined) {
      job.record = { ...job.record, remainingMs: remainingAtPace(performance.now() - job.startedMs, change.fraction) };
    }
    const now = performance.now();
    if (!always && now - job.toldMs < tellEveryMs) return;
    job.toldMs = now;
    this.#tell(withElapsed(job));
  }

  #finish(job: RunningJob, end: Pick<JobRecord, 'state' | 'message'> & Partial<JobRecord>): void {
    if (job.record.state !== 'waiting' && job.record.state !== 'running') return;
    job.record = { ...withElapsed(job), remainingMs: null, rate: null, finishedAt: this.#clock.now().toISOString(), ...end };
    try {
      if (!(this.#closing && job.isResumable && end.state === 'cancelled')) this.#rows.end(job.record);
    } catch (thrown) {
      // A full disk is the likeliest reason for both failures; the row then reads "interrupted" at the next opening.
      if (job.record.state === 'done') {
        job.record = { ...job.record, state: 'failed', message: say('failed'), error: { code: 'internal', message: saidBy(thrown), details: detailsOf(job.record, thrown) } };
      }
    }
    this.#tell(job.record);
  }

  #forgetOld(): void {
    const finished = [...this.#jobs.values()].filter(({ record }) => record.state !== 'waiting' && record.state !== 'running');
    for (const { record } of finished.slice(0, -keptFinished)) this.#jobs.delete(record.id);
  }
}

function newRecord(id: string, plan: JobPlan, createdAt: string): JobRecord {
  return {
    id,
    kind: plan.kind,
    state: 'waiting',
    message: plan.message,
    fraction: 0,
    elapsedMs: 0,
    remainingMs: null,
    loss: null,
    dice: null,
    rate: null,
    createdAt,
    finishedAt: null,
    error: null,
  };
}

function withElapsed(job: RunningJob): JobRecord {
  if (job.record.state !== 'running') return job.record;
  return { ...job.record, elapsedMs: performance.now() - job.startedMs };
}

/** @returns milliseconds still to go; null before enough is done to tell */
function remainingAtPace(elapsedMs: number, fraction: number): number | null {
  return fraction > 0.01 && elapsedMs > 500 ? (elapsedMs * (1 - fraction)) / fraction : null;
}

/** What a report needs: the job, the error and what lay behind it. */
function detailsOf(job: JobRecord, thrown: unknown): string {
  const lines = [`${job.kind} ${job.id}, begun ${job.createdAt}`];
  for (let error = thrown; error !== undefined && lines.length < 6; error = error instanceof Error ? error.cause : undefined) {
    lines.push(error instanceof Error ? (error.stack ?? error.message) : messageOf(error));
  }
  return lines.join('\n');
}
