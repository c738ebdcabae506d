import type { ProjectSummary } from '../../contract/schemas.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { inHistoryOrder, undoableClassEvent } from '../../core/labels/historyOrder.ts';
import { afterEvent, foldUndoStacks } from '../../core/labels/undoStack.ts';
import type { UndoableEvent, UndoStacks } from '../../core/labels/undoStack.ts';
import type { ModelRecord } from '../../core/records.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { JobRegistry } from '../jobs/JobRegistry.ts';
import type { Services } from '../Services.ts';
import { TrainingRunFiles } from '../training/TrainingRunFiles.ts';
import { FoundErrors } from '../insights/FoundErrors.ts';
import { LabelState } from '../insights/LabelState.ts';
import { SettledRegions } from '../insights/SettledRegions.ts';
import { KnownDice } from '../images/KnownDice.ts';
import { PixelCache } from '../images/PixelCache.ts';
import { PlaneLevels } from '../pixels/planeLevels.ts';
import { LearnedLossWatch } from '../review/LearnedLossWatch.ts';
import { QueueOrder } from '../review/QueueOrder.ts';
import { RegionUpkeep } from '../review/RegionUpkeep.ts';

/** The project that is open: its store, its running work and what is worked out from its journal. */
export class ProjectSession {
  readonly store: ProjectStore;
  readonly jobs: JobRegistry;
  readonly samples: PixelCache;
  readonly planeLevels = new PlaneLevels();
  readonly runs: TrainingRunFiles;
  readonly dice: KnownDice;
  readonly queueOrder: QueueOrder;
  readonly upkeep: RegionUpkeep;
  readonly learnedLoss: LearnedLossWatch;
  /** The journal's last event when a light update last started by itself. */
  lastUpdateSequence = 0;
  readonly settledRegions: SettledRegions;
  readonly labelState: LabelState;
  #undoStacks: UndoStacks | null = null;
  #onlyClass: { readonly labelSequence: number; readonly classIndex: number | null } | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: ProjectStore, services: Services) {
    this.store = store;
    this.jobs = new JobRegistry(store.jobs, services.clock, (job) => services.notifications.notify({ type: 'job', job }));
    this.samples = new PixelCache(store, services.images);
    this.dice = new KnownDice(store);
    this.settledRegions = new SettledRegions(store, new FoundErrors(store));
    this.labelState = new LabelState(store);
    this.runs = new TrainingRunFiles(store.paths.runs);
    const tellQueue = (): void => services.notifications.notify({ type: 'queue' });
    this.learnedLoss = new LearnedLossWatch(this, tellQueue);
    this.queueOrder = new QueueOrder(store, tellQueue, (model) => this.learnedLoss.trust(model).isTrusted);
    this.upkeep = new RegionUpkeep(this, tellQueue);
  }

  get undoStacks(): UndoStacks {
    this.#undoStacks ??= foldUndoStacks(undoableEvents(this.store));
    return this.#undoStacks;
  }

  /** Follows an event whose transaction is on disk. */
  noteEvent(event: UndoableEvent): void {
    // Stacks not asked for yet are folded from a journal that has the event already.
    if (this.#undoStacks) this.#undoStacks = afterEvent(this.#undoStacks, event);
  }

  /** The class of all that is labelled on images to work on, where it is a single one; else null. */
  onlyLabelledClass(): number | null {
    const labelSequence = this.store.journal.lastSequence();
    if (this.#onlyClass?.labelSequence !== labelSequence) {
      const [first, second] = this.store.labels.firstValues(2);
      this.#onlyClass = { labelSequence, classIndex: first !== undefined && second === undefined ? first : null };
    }
    return this.#onlyClass.classIndex;
  }

  /** Corrections reach the journal in the order in which they were made, whatever each has to read first. */
  inOrder<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  summary(): ProjectSummary {
    const { store } = this;
    return {
      id: store.id,
      name: store.name,
      folder: store.paths.folder,
      classes: [...store.classes],
      imageCount: store.images.count(),
      createdAt: store.createdAt,
    };
  }

  /** @throws SfumatoError `noModel` */
  modelInUse(): ModelRecord {
    const model = this.store.models.inUse();
    if (model) return model;
    throw new SfumatoError('noModel', say('noModelInUse', { project: this.store.name }));
  }

  async close(): Promise<void> {
    await this.queueOrder.close();
    await this.upkeep.close();
    await this.learnedLoss.close();
    await this.jobs.close();
    await this.dice.close();
    await this.#turn;
    this.store.close();
  }
}

/** Everything that can be taken back and what took it back, oldest first: corrections and changes of classes. */
export function undoableEvents({ journal, classEvents }: ProjectStore): UndoableEvent[] {
  return inHistoryOrder(journal.undoableEvents(), classEvents.all().map(undoableClassEvent));
}
