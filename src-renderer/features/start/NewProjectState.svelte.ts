import { SfumatoError, isErrorCode } from '../../../src-main/core/SfumatoError.ts';
import { backgroundColour, classColour, freeClassColour } from '../../../src-main/core/classPalette.ts';
import type { ProjectSummary } from '../../../src-main/contract/schemas.ts';
import type { ClassRecord } from '../../../src-main/core/records.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';
import { chooseHeldBack } from './heldBack.ts';
import type { HeldBackRule } from './heldBack.ts';

/** What a new project is made of, as it is filled in, and its making. */
export class NewProjectState {
  name = $state('');
  /** Empty until chosen. */
  projectFolder = $state('');
  imageFolder = $state('');
  labelFolder = $state('');
  labelKind: 'instances' | 'classes' = $state('instances');
  classes: readonly ClassRecord[] = $state.raw([
    { index: 0, name: 'background', colour: backgroundColour },
    { index: 1, name: 'object', colour: classColour(1) },
  ]);
  heldBackName: HeldBackRule['name'] = $state('fifth');
  heldBackPrefix = $state('');
  problem: Problem | null = $state.raw(null);
  stage: 'filling' | 'creating' | 'importing' = $state('filling');
  /** Share of the images read, 0 … 1. */
  readonly importFraction = $derived.by(() => this.#app.jobs.running.find(({ kind }) => kind === 'import')?.fraction ?? 0);
  readonly isComplete = $derived(
    this.name.trim() !== '' && this.projectFolder !== '' && this.imageFolder !== '' && this.classes.every(({ name }) => name.trim() !== ''),
  );
  readonly #app: AppState;

  constructor(app: AppState) {
    this.#app = app;
  }

  addClass(): void {
    const index = this.classes.length;
    const colour = freeClassColour(this.classes.map((known) => known.colour));
    this.classes = [...this.classes, { index, name: '', colour }];
  }

  /** Takes away the last class: indices are values in label maps and must stay without gaps. */
  removeLastClass(): void {
    this.classes = this.classes.slice(0, -1);
  }

  changeClass(index: number, change: Partial<Pick<ClassRecord, 'name' | 'colour'>>): void {
    this.classes = this.classes.map((known) => (known.index === index ? { ...known, ...change } : known));
  }

  /** Makes the project, reads its images, holds some back, and goes to the workspace. */
  async create(): Promise<void> {
    const { client } = this.#app;
    this.problem = null;
    try {
      this.stage = 'creating';
      const classes = this.classes.map((known) => ({ ...known, name: known.name.trim() }));
      const wish = { folder: this.projectFolder, name: this.name.trim(), classes };
      // After a failed import the project is there already: only the images are tried again.
      if (!isMade(await client.project.current(), wish)) await client.project.create(wish);
      this.stage = 'importing';
      await this.#import();
      await this.#holdBack();
      await this.#app.enterProject();
    } catch (thrown) {
      this.problem = problemOf(thrown);
    } finally {
      this.stage = 'filling';
    }
  }

  async #import(): Promise<void> {
    const { client, jobs } = this.#app;
    const { jobId } = await client.images.import({
      imageFolder: this.imageFolder,
      labelFolder: this.labelFolder === '' ? null : this.labelFolder,
      labelKind: this.labelKind,
      role: 'work',
      namePrefix: '',
    });
    const job = await jobs.finished(jobId);
    if (job.state === 'done') return;
    jobs.dismiss(jobId);
    const code = job.error && isErrorCode(job.error.code) ? job.error.code : 'cancelled';
    throw new SfumatoError(code, job.error?.message ?? 'the import was cancelled');
  }

  async #holdBack(): Promise<void> {
    const { client } = this.#app;
    const rule: HeldBackRule =
      this.heldBackName === 'prefix' ? { name: 'prefix', prefix: this.heldBackPrefix } : { name: this.heldBackName };
    for (const imageId of chooseHeldBack(await client.images.list(), rule)) await client.images.setRole({ imageId, role: 'heldBack' });
  }
}

interface ProjectWish {
  readonly folder: string;
  readonly name: string;
  readonly classes: readonly ClassRecord[];
}

function isMade(current: ProjectSummary | null, wish: ProjectWish): boolean {
  if (current?.folder !== wish.folder || current.name !== wish.name || current.imageCount > 0) return false;
  const key = (classes: readonly ClassRecord[]): string => classes.map(({ index, name, colour }) => `${index} ${name} ${colour}`).join('\n');
  return key(current.classes) === key(wish.classes);
}
