import { classColour, freeClassColour } from '../../../src-main/core/classPalette.ts';
import { SfumatoError, isErrorCode } from '../../../src-main/core/SfumatoError.ts';
import type { ClassRecord } from '../../../src-main/core/records.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';
import { folderFor } from '../folders/folderFor.ts';
import { ImportChoice } from '../images/found/ImportChoice.svelte.ts';
import type { Inspection } from '../images/found/Source.svelte.ts';
import { checkNewProject } from './checkNewProject.ts';
import type { NewProjectErrors } from './checkNewProject.ts';
import { chooseHeldBack } from './heldBack.ts';
import type { HeldBackRule } from './heldBack.ts';
import { toldName } from '../../messages/told.ts';
import { say } from '../../../src-main/core/messages/Message.ts';

type Suggested = 'name' | 'projectFolder' | 'classes';

/** What a new project is made of, as it is filled in, and its making. What the user has touched is suggested no more. */
export class NewProjectState {
  name = $state('');
  projectFolder = $state('');
  classes: readonly ClassRecord[] = $state.raw([
    { index: 0, name: toldName('background'), colour: classColour(0), retired: false },
    { index: 1, name: toldName('object'), colour: classColour(1), retired: false },
  ]);
  heldBackName: HeldBackRule['name'] = $state('share');
  /** Percent of the labelled images. */
  heldBackPercent = $state(20);
  heldBackPrefix = $state('');
  problem: Problem | null = $state.raw(null);
  stage: 'filling' | 'creating' | 'importing' = $state('filling');
  /** Whether creating was tried with something missing: only then the errors are said. */
  tried = $state(false);
  readonly choice: ImportChoice;
  /** Share of the images read, 0 … 1. */
  readonly importFraction = $derived.by(() => this.#app.jobs.running.find(({ kind }) => kind === 'import')?.fraction ?? 0);
  readonly errors: NewProjectErrors = $derived.by(() =>
    checkNewProject({
      name: this.name,
      projectFolder: this.projectFolder,
      hasImages: this.choice.source.isChosen,
      isUploading: this.choice.source.isUploading,
      imageCount: this.choice.source.inspection?.imageCount ?? null,
      classes: this.classes,
      prefix: this.heldBackName === 'prefix' ? this.heldBackPrefix : null,
    }),
  );
  readonly shownErrors: NewProjectErrors = $derived(this.tried ? this.errors : {});
  readonly #app: AppState;
  readonly #touched = new Set<Suggested>();
  /** Where projects are suggested to be kept; null until known. */
  #home: string | null = null;
  /** The project that this page has made, and the folder it was asked for. */
  #made: { readonly wanted: string; readonly id: string } | null = null;

  constructor(app: AppState) {
    this.#app = app;
    this.choice = new ImportChoice(app.client, (inspection, name) => this.#suggest(inspection, name));
    app.client.system.listFolders({ folder: null }).then(
      ({ folder }) => {
        this.#home = folder;
        this.#suggestPlace();
      },
      // Without a suggestion the user says the place.
      () => undefined,
    );
  }

  setName(name: string): void {
    this.#touched.add('name');
    this.name = name;
    this.#suggestPlace();
  }

  setProjectFolder(folder: string): void {
    this.#touched.add('projectFolder');
    this.projectFolder = folder;
  }

  addClass(): void {
    this.#touched.add('classes');
    const index = this.classes.length;
    this.classes = [...this.classes, { index, name: '', colour: freeClassColour(this.classes.map(({ colour }) => colour)), retired: false }];
  }

  /** Takes away the last class: indices are values in label maps and must stay without gaps. */
  removeLastClass(): void {
    this.#touched.add('classes');
    this.classes = this.classes.slice(0, -1);
  }

  changeClass(index: number, change: Partial<Pick<ClassRecord, 'name' | 'colour'>>): void {
    this.#touched.add('classes');
    this.classes = this.classes.map((known) => (known.index === index ? { ...known, ...change } : known));
  }

  /** Makes the project, reads its images, holds some back, and goes to the workspace. @returns whether it could begin */
  async create(): Promise<boolean> {
    this.tried = true;
    if (this.stage !== 'filling' || Object.keys(this.errors).length > 0) return false;
    this.problem = null;
    try {
      this.stage = 'creating';
      // What a folder holds settles what is suggested, and whether there is anything to import.
      await this.choice.settle();
      if (Object.keys(this.errors).length > 0) return false;
      if (this.choice.source.problem) {
        this.problem = this.choice.source.problem;
        return true;
      }
      await this.#make();
      this.stage = 'importing';
      await this.#import();
      await this.#holdBack();
      await this.#app.enterProject();
      this.#app.justMadeId = this.#app.project.current?.id ?? null;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    } finally {
      this.stage = 'filling';
    }
    return true;
  }

  #suggest(inspection: Inspection, name: string | null): void {
    if (!this.#touched.has('classes')) this.classes = inspection.suggestedClasses.map((each) => ({ ...each, name: toldName(each.name) }));
    if (!this.#touched.has('name') && name !== null) this.name = name;
    this.#suggestPlace();
  }

  #suggestPlace(): void {
    if (this.#touched.has('projectFolder') || this.#home === null) return;
    this.projectFolder = this.name.trim() === '' ? '' : folderFor(this.#home, this.name);
  }

  /** After a failed import the project is there already, without images: it is brought to what is filled in now. */
  async #make(): Promise<void> {
    const { client } = this.#app;
    const name = this.name.trim();
    const folder = this.projectFolder;
    const classes = this.classes.map((known) => ({ ...known, name: known.name.trim() }));
    const current = await client.project.current();
    if (this.#made?.wanted === folder && current?.id === this.#made.id && current.imageCount === 0) {
      await client.project.update({ name, classes });
      return;
    }
    const { id } = await client.project.create({ folder, name, classes });
    this.#made = { wanted: folder, id };
  }

  async #import(): Promise<void> {
    const { client, jobs } = this.#app;
    const { jobId } = await client.images.import(this.choice.request('work'));
    const job = await jobs.finished(jobId);
    if (job.state === 'done') return;
    jobs.dismiss(jobId);
    const code = job.error && isErrorCode(job.error.code) ? job.error.code : 'cancelled';
    throw new SfumatoError(code, job.error?.message ?? say('importCancelled'));
  }

  async #holdBack(): Promise<void> {
    const { client } = this.#app;
    const rule: HeldBackRule =
      this.heldBackName === 'prefix'
        ? { name: 'prefix', prefix: this.heldBackPrefix }
        : this.heldBackName === 'share'
          ? { name: 'share', share: this.heldBackPercent / 100 }
          : { name: 'none' };
    const imageIds = chooseHeldBack(await client.images.list(), rule);
    if (imageIds.length > 0) await client.images.setRoles({ imageIds, role: 'heldBack' });
  }
}
