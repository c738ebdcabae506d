import { getContext, setContext } from 'svelte';
import { labelUse } from '../../src-main/core/comparison/labelUse.ts';
import type { ClassRecord, JournalEntry } from '../../src-main/core/records.ts';
import type { EngineReport, Notification } from '../../src-main/contract/schemas.ts';
import { CompareState } from '../canvas/CompareState.svelte.ts';
import { CursorState } from '../canvas/CursorState.svelte.ts';
import { DisplayState } from '../canvas/DisplayState.svelte.ts';
import { ViewState } from '../canvas/ViewState.svelte.ts';
import { HotkeysState } from '../commands/HotkeysState.svelte.ts';
import type { Connection } from '../connection/Connection.svelte.ts';
import type { SfumatoClient } from '../connection/client.ts';
import { problemOf } from '../connection/Problem.ts';
import type { Problem } from '../connection/Problem.ts';
import { EngineState } from '../features/engine/EngineState.svelte.ts';
import { ImagesState } from '../features/images/ImagesState.svelte.ts';
import { JobsState, isRunning } from '../features/jobs/JobsState.svelte.ts';
import { EdgesState } from '../features/layers/EdgesState.svelte.ts';
import { LayersState } from '../features/layers/LayersState.svelte.ts';
import { MapScales } from '../features/layers/MapScales.svelte.ts';
import { UpdatesState } from '../features/learn/UpdatesState.svelte.ts';
import { ModelsState } from '../features/models/ModelsState.svelte.ts';
import { ProjectState } from '../features/project/ProjectState.svelte.ts';
import { Announcer } from '../features/review/Announcer.svelte.ts';
import { ReviewActions } from '../features/review/ReviewActions.ts';
import { ReviewState } from '../features/review/ReviewState.svelte.ts';
import { SessionTimer } from '../features/review/SessionTimer.svelte.ts';
import type { DroppedFile } from '../features/images/found/droppedFiles.ts';
import { TrainingState } from '../features/training/TrainingState.svelte.ts';
import { SavingState } from '../features/saving/SavingState.svelte.ts';
import { SlicesState } from '../features/slices/SlicesState.svelte.ts';
import { HistoryState } from '../history/HistoryState.svelte.ts';
import { isClassEvent } from '../history/steps.ts';
import { words } from '../messages/messages.ts';
import { told } from '../messages/told.ts';
import { PixelSource } from '../pixels/PixelSource.ts';
import { ToolState } from '../tools/ToolState.svelte.ts';
import { readStored, writeStored } from './stored.ts';
import { oneAtATime } from './oneAtATime.ts';
import { PreferencesState } from './PreferencesState.svelte.ts';
import { isProjectRoute } from './routes.ts';
import type { Route, SettingsSection } from './routes.ts';

/** The queue is read again this long after the latest word of a change. */
const queueRestMs = 400;

/** Everything the window knows, put together, and kept in step with the program. */
export class AppState {
  route: Route = $state('start');
  /** Whether the first reading after connecting is done: before it there is nothing to show but its shape. */
  ready = $state(false);
  /** Something that failed outside any panel of its own. */
  problem: Problem | null = $state.raw(null);
  /** Which part of the settings is shown, or will be. */
  settingsSection: SettingsSection = $state('appearance');
  helpShown = $state(false);
  paletteShown = $state(false);
  /** The project made in this window and not begun with yet: what to do next is shown. */
  justMadeId: string | null = $state(null);
  /** Files dropped on the start page, on their way to the new-project page. */
  droppedFiles: readonly DroppedFile[] = $state.raw([]);
  /** Whether the tour of the workspace is to be shown: at the first opening, and when asked for. */
  tourWanted = $state(!readStored('tourSeen', (value): value is boolean => typeof value === 'boolean', false));
  /** Image on which a stroke is being drawn. */
  gestureImageId: string | null = null;
  /** The image shown for want of a region to go to. */
  #shownUnasked: string | null = null;
  #queueTimer: ReturnType<typeof setTimeout> | undefined;
  readonly connection: Connection;
  readonly client: SfumatoClient;
  readonly preferences = new PreferencesState();
  readonly hotkeys = new HotkeysState();
  readonly sessionTimer = new SessionTimer();
  readonly announcer = new Announcer();
  readonly layers = new LayersState(() => this.project.current?.id ?? null);
  readonly tools = new ToolState(() => this.project.offeredClasses.map(({ index }) => index));
  readonly view = new ViewState();
  readonly cursor = new CursorState();
  readonly compare = new CompareState();
  readonly display: DisplayState;
  readonly saving = new SavingState(() => this.changesSaved());
  readonly project: ProjectState;
  readonly images: ImagesState;
  readonly jobs: JobsState;
  readonly models: ModelsState;
  readonly engine: EngineState;
  readonly training: TrainingState;
  readonly updates: UpdatesState;
  readonly review: ReviewState;
  readonly slices: SlicesState;
  readonly mapScales: MapScales;
  readonly edges = new EdgesState((thrown) => (this.problem = problemOf(thrown)));
  readonly history: HistoryState;
  readonly actions: ReviewActions;
  readonly #pixels = new PixelSource();
  readonly #refreshQueue = oneAtATime(() => this.review.refresh(this.actions.pending));
  readonly #refreshImages = oneAtATime(() => this.images.refresh());
  readonly #refreshModels = oneAtATime(() => this.models.refresh());
  readonly #refreshPredictions = oneAtATime(() => this.models.refreshPredictions());
  readonly #refreshRuns = oneAtATime(() => this.training.refresh());
  readonly #refreshHistory = oneAtATime(() => this.history.refresh());

  constructor(connection: Connection) {
    const { client } = connection;
    this.connection = connection;
    this.client = client;
    this.display = new DisplayState(this.#pixels);
    this.project = new ProjectState(client);
    this.images = new ImagesState({
      client,
      pixels: this.#pixels,
      isBusy: (imageId) => this.saving.isBusy(imageId) || this.gestureImageId === imageId,
    });
    this.jobs = new JobsState(client);
    this.models = new ModelsState(client);
    this.engine = new EngineState(client);
    this.training = new TrainingState(client);
    this.updates = new UpdatesState(client);
    this.review = new ReviewState(client, this.#pixels);
    this.slices = new SlicesState(this.images, this.review);
    this.mapScales = new MapScales(this);
    this.history = new HistoryState(client);
    this.actions = new ReviewActions(this);
    connection.onOpen(() => void this.#readAnew());
    connection.onNotification((notification) => this.#hear(notification));
  }

  /** Whether a model is being trained or measured. */
  get isLearning(): boolean {
    return this.jobs.running.some(({ kind }) => kind === 'train' || kind === 'evaluate');
  }

  /** Whether there are labels that a model may learn from. */
  get hasLabelsToLearn(): boolean {
    return this.images.all.some((image) => labelUse(image) === 'training' && image.labelledFraction > 0);
  }

  get pixels(): PixelSource {
    return this.#pixels;
  }

  /** Runs something the user asked for; when it fails the window says so. */
  async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
  }

  /** A project was opened or made: reads it and shows it. */
  async enterProject(): Promise<void> {
    this.clearProject();
    await this.project.refresh();
    await this.#readProject();
    this.route = 'workspace';
    this.#showSomething();
  }

  async leaveProject(): Promise<void> {
    await this.saving.whenSaved();
    await this.client.project.close();
    this.clearProject();
    await this.project.refresh();
    this.route = 'start';
  }

  showTour(): void {
    this.route = 'workspace';
    this.tourWanted = true;
  }

  showKeyEditor(): void {
    this.settingsSection = 'keys';
    this.route = 'settings';
  }

  tourSeen(): void {
    this.tourWanted = false;
    writeStored('tourSeen', true);
  }

  clearProject(): void {
    this.images.clear();
    this.models.clear();
    this.training.clear();
    this.updates.clear();
    this.review.clear();
    this.history.clear();
    this.display.clear();
    this.compare.clear();
    this.layers.clear();
    this.mapScales.clear();
    this.slices.playing = false;
  }

  /** Gives the project other classes, or another name too: after what was painted before, so that undo goes back in order. */
  async changeProject(change: { readonly name?: string; readonly classes: readonly ClassRecord[] }): Promise<void> {
    await this.saving.whenSaved();
    this.project.current = await this.client.project.update({ ...change, classes: [...change.classes] });
    await this.#refreshHistory();
  }

  /** Takes back (or does again) the latest change, of the classes or on whatever image, and shows that image. */
  async stepHistory(direction: 'undo' | 'redo', count = 1): Promise<void> {
    await this.saving.whenSaved();
    let entry: JournalEntry | null = null;
    let isTurned = false;
    for (let step = 0; step < count; step++) {
      const turned = await this.client.annotations[direction]();
      if (!turned) break;
      isTurned = true;
      if (isClassEvent(turned)) continue;
      this.images.labelsChanged(turned.imageId, turned.sequence);
      entry = turned;
    }
    if (!isTurned) return;
    this.announcer.say(words.history[direction]);
    await this.project.refresh();
    if (!entry) return this.#refreshHistory();
    const { imageId, regionId } = entry;
    await Promise.all([this.#refreshHistory(), regionId || count > 1 ? this.#refreshQueue() : null]);
    const region = this.review.regions.find(({ id }) => id === regionId);
    if (region && region.id !== this.review.currentId) this.actions.goTo(region);
    else if (imageId !== this.images.current?.record.id) this.actions.showImage(imageId);
  }

  changesSaved(): void {
    for (const { id } of this.images.all) void this.images.syncLabels(id);
    this.#inBackground(this.#refreshHistory);
    // How much of each image is labelled comes with the list.
    this.#inBackground(this.#refreshImages);
  }

  async #readAnew(): Promise<void> {
    await this.attempt(async () => {
      await Promise.all([this.project.refresh(), this.engine.refresh()]);
      if (this.project.current) await this.#readProject();
      else if (isProjectRoute(this.route)) this.route = 'start';
      if (this.project.current && !this.ready) {
        this.route = 'workspace';
        this.#showSomething();
      }
      if (this.saving.problem?.code === 'connectionLost') await this.saving.retry();
      if (this.problem?.code === 'connectionLost') this.problem = null;
      if (this.images.problem?.code === 'connectionLost') this.images.retry();
      this.ready = true;
    });
  }

  async #readProject(): Promise<void> {
    await Promise.all([this.jobs.refresh(), this.#refreshImages(), this.#refreshModels(), this.#refreshPredictions(), this.#refreshHistory()]);
    await this.#refreshQueue();
  }

  /** The worst region where there is one, else the first image to be worked on. */
  #showSomething(): void {
    const region = this.review.nextOpen();
    const first = this.images.all.find(({ role }) => role === 'work') ?? this.images.all[0];
    this.#shownUnasked = region ? null : (first?.id ?? null);
    if (region) this.actions.goTo(region);
    else if (first) this.actions.showImage(first.id);
  }

  /** All maps have come: goes to the worst region, unless the user has begun with something else. */
  async #showWorst(): Promise<void> {
    await this.#refreshQueue();
    const untouched = this.review.currentId === null && this.images.current?.record.id === this.#shownUnasked;
    if (untouched && this.route === 'workspace') this.#showSomething();
  }

  #hear(notification: Notification): void {
    switch (notification.type) {
      case 'job':
        this.jobs.update(notification.job);
        if (this.training.hearJob(notification.job)) this.#inBackground(this.#refreshRuns);
        if (notification.job.kind === 'import' && !isRunning(notification.job)) this.#inBackground(this.#refreshImages);
        if (notification.job.kind === 'predict' && notification.job.state === 'done') this.#inBackground(() => this.#showWorst());
        break;
      case 'labels':
        this.images.labelsChanged(notification.imageId, notification.sequence);
        // Another window may have made the change.
        this.#inBackground(this.#refreshHistory);
        break;
      case 'images':
        this.#inBackground(async () => {
          await this.#refreshImages();
          if (!this.images.current && this.route === 'workspace') this.#showSomething();
        });
        break;
      case 'predictions':
        this.#inBackground(this.#refreshPredictions);
        break;
      case 'queue':
        this.#queueSoon();
        break;
      case 'models':
        this.#inBackground(this.#refreshModels);
        this.#inBackground(this.#refreshPredictions);
        break;
      case 'project':
        this.#inBackground(() => Promise.all([this.project.refresh(), this.project.current && this.#refreshHistory()]));
        break;
      case 'training':
      case 'trainingSample':
        this.training.hear(notification);
        break;
      case 'engine':
        this.#hearEngine(notification.engine);
        break;
    }
  }

  /** A failure that was got over is also said aloud: the chip at the top is easily overlooked. */
  #hearEngine(report: EngineReport): void {
    const known = this.engine.engine?.troubles.length ?? 0;
    this.engine.engine = report;
    if (report.troubles.length > known) this.announcer.say(told(report.troubles.at(-1)!));
  }

  /** The window shows its own decisions at once: the whole queue is read again when the hand rests, not after each. */
  #queueSoon(): void {
    clearTimeout(this.#queueTimer);
    this.#queueTimer = setTimeout(() => this.#inBackground(() => Promise.all([this.#refreshQueue(), this.#refreshHistory()])), queueRestMs);
  }

  /** What was told of is read again; when that fails because the connection went, all is read anew once it is back. */
  #inBackground(work: () => Promise<unknown>): void {
    work().catch((thrown: unknown) => {
      const problem = problemOf(thrown);
      if (problem.code !== 'connectionLost' && problem.code !== 'noProject') this.problem = problem;
    });
  }
}

const contextKey = Symbol('AppState');

export function provideApp(app: AppState): void {
  setContext(contextKey, app);
}

export function useApp(): AppState {
  return getContext<AppState>(contextKey);
}
