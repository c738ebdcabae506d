import type { JobRecord } from '../../../src-main/core/records.ts';
import type { SfumatoClient } from '../../connection/client.ts';

export function isRunning(job: JobRecord): boolean {
  return job.state === 'running' || job.state === 'waiting';
}

/** Long work: what runs, and what failed and has not been dismissed. */
export class JobsState {
  all: readonly JobRecord[] = $state.raw([]);
  readonly running: readonly JobRecord[] = $derived(this.all.filter(isRunning));
  readonly failed: readonly JobRecord[] = $derived(this.all.filter((job) => job.state === 'failed' && !this.dismissed.has(job.id)));
  dismissed: ReadonlySet<string> = $state.raw(new Set());
  readonly #client: SfumatoClient;
  readonly #waiting = new Map<string, ((job: JobRecord) => void)[]>();

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  async refresh(): Promise<void> {
    const known = await this.#client.jobs.list();
    // Failures of earlier days are history, not news.
    const news = new Set(this.all.map(({ id }) => id));
    this.dismissed = new Set([...this.dismissed, ...known.filter((job) => !isRunning(job) && !news.has(job.id)).map(({ id }) => id)]);
    this.all = known;
    for (const job of known) this.#settle(job);
  }

  update(job: JobRecord): void {
    const isKnown = this.all.some(({ id }) => id === job.id);
    this.all = isKnown ? this.all.map((other) => (other.id === job.id ? job : other)) : [...this.all, job];
    this.#settle(job);
  }

  /** Resolves with the job once it is done, failed or cancelled. */
  finished(jobId: string): Promise<JobRecord> {
    const job = this.all.find(({ id }) => id === jobId);
    if (job && !isRunning(job)) return Promise.resolve(job);
    return new Promise((resolve) => this.#waiting.set(jobId, [...(this.#waiting.get(jobId) ?? []), resolve]));
  }

  async cancel(jobId: string): Promise<void> {
    this.update(await this.#client.jobs.cancel({ jobId }));
  }

  dismiss(jobId: string): void {
    this.dismissed = new Set([...this.dismissed, jobId]);
  }

  #settle(job: JobRecord): void {
    if (isRunning(job)) return;
    for (const resolve of this.#waiting.get(job.id) ?? []) resolve(job);
    this.#waiting.delete(job.id);
  }
}
