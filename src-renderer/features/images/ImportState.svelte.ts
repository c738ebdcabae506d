import type { ImageRole } from '../../../src-main/core/records.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';
import { ImportChoice } from './found/ImportChoice.svelte.ts';
import { valuesBeyond } from './found/valuesBeyond.ts';
import type { LabelsAgainstClasses } from './found/valuesBeyond.ts';
import { missingClasses } from './missingClasses.ts';

/** What is to come into the open project, held against what is there already. */
export class ImportState {
  role: ImageRole = $state('work');
  problem: Problem | null = $state.raw(null);
  isStarting = $state(false);
  readonly choice: ImportChoice;
  readonly #app: AppState;
  readonly #found = $derived.by(() => this.choice.source.inspection);
  readonly #takesLabels = $derived.by(() => this.choice.labelFolder.trim() !== '' && this.#found !== null);
  /** What the label files hold, against the project's classes; null where they hold no classes. */
  readonly labels: LabelsAgainstClasses | null = $derived.by(() =>
    this.#takesLabels && this.choice.labelKind === 'classes'
      ? valuesBeyond(this.#found!.labels, this.choice.pairs.used, this.#app.project.current?.classes ?? [])
      : null,
  );
  /** Classes that would let these labels in; empty where none are missing, or too many to be meant. */
  readonly missing = $derived.by(() => missingClasses(this.#app.project.current?.classes ?? [], this.labels?.beyond.map(({ value }) => value) ?? []));
  /** Images whose name the project has already. */
  readonly taken: readonly string[] = $derived.by(() => {
    const names = new Set(this.#app.images.all.flatMap(({ name, stack }) => (stack ? [name, stack.name] : [name])));
    return this.#found?.pairs.map(({ image }) => image).filter((image) => names.has(image)) ?? [];
  });
  /** Whether something that the window shows has to be settled first: the program would refuse the import. */
  readonly isUnsettled = $derived.by(() => {
    const { pairs } = this.choice;
    const isAnyWrong = pairs.undecided.size > 0 || pairs.faults.size > 0 || (this.labels?.beyond.length ?? 0) > 0;
    return this.taken.length > 0 || (this.#found?.unreadableCount ?? 0) > 0 || (this.#takesLabels && isAnyWrong);
  });
  readonly canStart = $derived.by(() => {
    const { inspecting, isUploading } = this.choice.source;
    return !this.isStarting && !inspecting && !isUploading && !this.isUnsettled && (this.#found?.imageCount ?? 0) > 0;
  });

  constructor(app: AppState) {
    this.#app = app;
    this.choice = new ImportChoice(app.client);
  }

  /** Gives the project the classes that it lacks; their names can be changed later. */
  async addMissingClasses(): Promise<void> {
    const { client, project } = this.#app;
    await this.#attempt(async () => {
      project.current = await client.project.update({ classes: [...(project.current?.classes ?? []), ...this.missing] });
    });
  }

  /** Begins the import, which goes on as a job. @returns the job's id, or null where it could not begin */
  async start(): Promise<string | null> {
    if (!this.canStart) return null;
    this.isStarting = true;
    let id: string | null = null;
    await this.#attempt(async () => {
      id = (await this.#app.client.images.import(this.choice.request(this.role))).jobId;
    });
    this.isStarting = false;
    return id;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = null;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
  }
}
