import { freeClassColour } from '../../../src-main/core/classPalette.ts';
import type { ClassRecord } from '../../../src-main/core/records.ts';
import type { ProjectSummary } from '../../../src-main/contract/schemas.ts';
import { words } from '../../messages/messages.ts';

/** A project's name and classes as they are being changed, before they are saved. */
export class ProjectDraft {
  name = $state('');
  classes: readonly ClassRecord[] = $state.raw([]);
  readonly nameError: string | null = $derived(this.name.trim() === '' ? words.settings.errors.name : null);
  readonly classError: string | null = $derived.by(() => {
    const names = this.classes.map((known) => known.name.trim().toLowerCase());
    if (names.some((name) => name === '')) return words.settings.errors.className;
    return new Set(names).size < names.length ? words.settings.errors.sameName : null;
  });
  readonly isWhole = $derived(this.nameError === null && this.classError === null);
  readonly isChanged: boolean = $derived.by(() => this.name.trim() !== this.#saved.name || keyOf(this.classes) !== keyOf(this.#saved.classes));
  #saved: Pick<ProjectSummary, 'name' | 'classes'> = $state.raw({ name: '', classes: [] });

  /** How many classes the project has already: those can be retired, never taken away. */
  get savedCount(): number {
    return this.#saved.classes.length;
  }

  /** Begins with the project as it is saved. */
  take(project: Pick<ProjectSummary, 'name' | 'classes'>): void {
    this.#saved = project;
    this.name = project.name;
    this.classes = project.classes;
  }

  discard(): void {
    this.take(this.#saved);
  }

  change(index: number, change: Partial<Pick<ClassRecord, 'name' | 'colour' | 'retired'>>): void {
    this.classes = this.classes.map((known) => (known.index === index ? { ...known, ...change } : known));
  }

  add(): void {
    const colour = freeClassColour(this.classes.map((known) => known.colour));
    this.classes = [...this.classes, { index: this.classes.length, name: '', colour, retired: false }];
  }

  /** Takes away the last class while it is new: its number is not in any label map yet. */
  takeAwayLast(): void {
    if (this.classes.length > this.savedCount) this.classes = this.classes.slice(0, -1);
  }

  /** Whether one more class may be retired: the background and one other stay in use. */
  mayRetire(index: number): boolean {
    return index > 0 && this.classes.filter(({ retired }) => !retired).length > 2;
  }
}

function keyOf(classes: readonly ClassRecord[]): string {
  return JSON.stringify(classes.map(({ index, name, colour, retired }) => [index, name.trim(), colour.toLowerCase(), retired]));
}
