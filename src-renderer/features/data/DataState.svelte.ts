import type * as z from 'zod';
import type { imageRowSchema } from '../../../src-main/contract/images.ts';
import type { ImageRecord } from '../../../src-main/core/records.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import { oneAtATime } from '../../app/oneAtATime.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';

export type TableRow = z.infer<typeof imageRowSchema>;

/** What the table says of an image: its record and how far it is. */
export interface DataRow extends TableRow {
  readonly record: ImageRecord;
}

/** Bursts of notifications, such as maps coming one by one, are read as one. */
const gatherMs = 400;

/** Figures that are being measured are asked for again this long after. */
const measuringMs = 1500;

/** Every image of the project as a row, kept in step with the program while the page is open. */
export class DataState {
  table: readonly TableRow[] | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  readonly rows: readonly DataRow[] | null = $derived.by(() => {
    if (!this.table) return null;
    const records = new Map(this.#app.images.all.map((record) => [record.id, record]));
    return this.table.flatMap((row) => {
      const record = records.get(row.imageId);
      return record ? [{ ...row, record }] : [];
    });
  });
  readonly #app: AppState;
  readonly #read = oneAtATime(() => this.#readTable());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isFollowing = false;

  constructor(app: AppState) {
    this.#app = app;
  }

  /** Reads the table and follows it. @returns ends that */
  follow(): () => void {
    void this.#read();
    this.#isFollowing = true;
    const stop = this.#app.connection.onNotification(({ type }) => {
      if (type === 'labels' || type === 'images' || type === 'predictions' || type === 'queue' || type === 'models') this.#later(gatherMs);
    });
    return () => {
      this.#isFollowing = false;
      clearTimeout(this.#timer);
      stop();
    };
  }

  retry(): void {
    this.problem = null;
    void this.#read();
  }

  #later(afterMs: number): void {
    clearTimeout(this.#timer);
    if (this.#isFollowing) this.#timer = setTimeout(() => void this.#read(), afterMs);
  }

  async #readTable(): Promise<void> {
    try {
      this.table = await this.#app.client.images.table();
      this.problem = null;
      if (this.table.some(({ isDiceComing }) => isDiceComing)) this.#later(measuringMs);
    } catch (thrown) {
      const problem = problemOf(thrown);
      // Without a connection the window says so itself, and the table is read anew with everything else.
      if (problem.code !== 'connectionLost') this.problem = problem;
    }
  }
}
