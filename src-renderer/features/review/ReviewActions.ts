import { applyChange, changedBox, invertChange, isChangeIn, isEmptyChange } from '../../../src-main/core/labels/LabelChange.ts';
import { encodeMaskDiff } from '../../../src-main/core/labels/maskDiff.ts';
import { refinedRegionChange } from '../../../src-main/core/labels/refinedRegionChange.ts';
import type { ClassRecord, RegionDecision, RegionRecord } from '../../../src-main/core/records.ts';
import { isDispute } from '../../../src-main/core/review/uncovered.ts';
import type { PlaneName } from '../../../src-main/contract/pixelUrls.ts';
import type { SfumatoClient } from '../../connection/client.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { ViewState } from '../../canvas/ViewState.svelte.ts';
import { words } from '../../messages/messages.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import type { ToolChange } from '../../tools/Tool.ts';
import type { ToolState } from '../../tools/ToolState.svelte.ts';
import type { ImagesState } from '../images/ImagesState.svelte.ts';
import type { LayersState } from '../layers/LayersState.svelte.ts';
import type { ModelsState } from '../models/ModelsState.svelte.ts';
import type { ProjectState } from '../project/ProjectState.svelte.ts';
import type { SavingState } from '../saving/SavingState.svelte.ts';
import type { Announcer } from './Announcer.svelte.ts';
import { bestClass } from './bestClass.ts';
import { changeTouches } from './changeTouches.ts';
import { classForFix } from './queueOrder.ts';
import { labelRegionChange } from './RegionMask.ts';
import { stateAfter } from './ReviewState.svelte.ts';
import type { ReviewState } from './ReviewState.svelte.ts';
import type { SessionTimer } from './SessionTimer.svelte.ts';

/** Regions loaded before they are asked for. */
const regionsAhead = 2;

export interface ReviewParts {
  readonly announcer: Announcer;
  readonly sessionTimer: SessionTimer;
  readonly client: SfumatoClient;
  readonly project: ProjectState;
  readonly images: ImagesState;
  readonly models: ModelsState;
  readonly layers: LayersState;
  readonly review: ReviewState;
  readonly saving: SavingState;
  readonly tools: ToolState;
  readonly view: ViewState;
}

/** What may come with a decision. */
interface Words {
  readonly comment?: string | null;
  readonly relabel?: 'asPredicted' | 'asBefore' | null;
  /** Of changes that are taken back with it. */
  readonly gestureId?: string | null;
}

/** What the expert does to regions and labels. Each step shows at once; the journal follows through `SavingState`. */
export class ReviewActions {
  readonly #parts: ReviewParts;
  /** Decisions on their way to the journal. */
  readonly pending = new Map<string, RegionDecision>();
  /** In whose name tiles were asked for ahead, and of which image. */
  #ahead: { readonly image: LoadedImage; readonly owner: object }[] = [];

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** Shows a region centred in its image, and loads the one after it. */
  goTo(region: RegionRecord): void {
    const { images, review, view } = this.#parts;
    const loaded = images.show(region.imageId);
    if (!loaded) return;
    view.showImage(loaded.record, region.box);
    void review.arrive(region).then(() => this.findClassInUse());
    this.#announce(region);
    this.#prefetch(review.comingUp(regionsAhead));
  }

  goToNext(): void {
    const region = this.#parts.review.next();
    if (region) this.goTo(region);
  }

  goToPrevious(): void {
    const region = this.#parts.review.previous();
    if (region) this.goTo(region);
  }

  goToNextOpen(): void {
    const region = this.#parts.review.nextOpen();
    if (region) {
      this.goTo(region);
      return;
    }
    this.#parts.review.leave();
    this.#parts.announcer.say(words.review.end);
  }

  /** Shows a whole image, outside the review. */
  showImage(imageId: string): void {
    const { images, review, view } = this.#parts;
    const loaded = images.show(imageId);
    if (!loaded) return;
    review.leave();
    view.showImage(loaded.record, null);
  }

  /** Accepts the present region as it stands: `corrected` when it was painted in. */
  accept(): void {
    const { images, review } = this.#parts;
    const region = review.current;
    const image = region && images.loaded(region.imageId);
    const accept = (gestureId: string | null): void => this.settle(review.touched ? 'corrected' : 'accepted', { gestureId });
    if (region && image?.refiner?.modelId === region.modelId) {
      const gestureId = crypto.randomUUID();
      void this.#labelAsRefined([region], image, gestureId).then((isDone) => isDone && review.currentId === region.id && accept(gestureId));
    } else accept(null);
  }

  /**
   * The prediction was seen refined: the unlabelled pixels of regions are labelled as it was seen.
   * @param gestureId that the decision after it shares: what was one press is taken back as one step
   * @returns false when that failed, which the review then says, or the image waits for an earlier change to be saved
   */
  async #labelAsRefined(regions: readonly RegionRecord[], image: LoadedImage, gestureId: string): Promise<boolean> {
    const { review, saving } = this.#parts;
    try {
      for (const region of regions) {
        if (image.refiner?.modelId !== region.modelId) continue;
        const [{ mask }, classes] = await Promise.all([review.maskOf(region), image.refiner.read(region.box)]);
        if (saving.isBlocked(image.record.id)) return false;
        const change = refinedRegionChange(image.labels, { box: region.box, mask, classes });
        if (isEmptyChange(change)) continue;
        applyChange(image.labels, change);
        image.changed('labels', region.box);
        this.commitStroke(image, { tool: 'crf', classIndex: region.proposedClass, change, gestureId });
      }
      return true;
    } catch (thrown) {
      review.problem = problemOf(thrown);
      return false;
    }
  }

  /** Settles the present region and goes on to the next open one. @param more default: nothing is said, labels stay as they are */
  settle(decision: RegionDecision, more: Words = {}): void {
    const region = this.#parts.review.current;
    if (!region) return;
    this.#decide(region, decision, more);
    this.#parts.announcer.say(words.review.decided[decision]);
    this.#parts.tools.take('look');
    this.goToNextOpen();
  }

  /** Settles a dispute by the other labels: the model's, or those that were there before the latest. */
  takeOther(): void {
    const { review, saving } = this.#parts;
    const { current: region } = review;
    if (!region || saving.isBlocked(region.imageId)) return;
    if (isDispute(region.arm)) this.settle('corrected', { relabel: region.arm === 'disagreement' ? 'asPredicted' : 'asBefore' });
  }

  /** Takes a region that was put off or flagged back into the queue, and stays at it. */
  reopen(): void {
    const region = this.#parts.review.current;
    if (region?.state !== 'deferred' && region?.state !== 'flagged') return;
    this.#decide(region, 'reopened');
    this.#parts.announcer.say(words.review.decided.reopened);
  }

  /** The whole image is fine: what is not labelled is labelled as predicted, its regions are settled, all in one step that can be taken back. */
  acceptImage(): void {
    const { images, review } = this.#parts;
    const image = images.current;
    if (!image) return;
    const open = review.openOfImage(image.record.id).filter(({ arm }) => !isDispute(arm));
    const gestureId = crypto.randomUUID();
    if (image.refiner === null) this.#acceptWhole(image, open, gestureId);
    else void this.#labelAsRefined(open, image, gestureId).then((isDone) => isDone && this.#acceptWhole(image, open, gestureId));
  }

  #acceptWhole(image: LoadedImage, open: readonly RegionRecord[], gestureId: string): void {
    const { announcer, client, review, saving, sessionTimer } = this.#parts;
    const imageId = image.record.id;
    const decide = (state: RegionRecord['state'], counted: number): void => {
      for (const { id } of open) review.setState(id, state);
      sessionTimer.settledCount += counted;
    };
    for (const { id } of open) this.pending.set(id, 'accepted');
    decide('accepted', open.length);
    const done = (): void => open.forEach(({ id }) => this.pending.delete(id));
    saving.add({
      imageId,
      kind: 'decision',
      send: () => client.images.reviewImages({ imageIds: [imageId], decision: 'accepted', gestureId }),
      saved: done,
      takeBack: () => {
        done();
        decide('open', -open.length);
      },
      wasSaved: async () => {
        const isSaved = (await client.images.table()).some((row) => row.imageId === imageId && row.state === 'reviewed');
        if (isSaved) done();
        return isSaved;
      },
    });
    announcer.say(words.review.imageDecided(open.length));
    this.goToNextOpen();
  }

  /** Puts the brush in hand with the class that the proposal is not; for a proposal of a retired class, with the likeliest in use. */
  fix(): void {
    const { project, review, tools } = this.#parts;
    if (review.current) {
      const offered = project.offeredClasses.map(({ index }) => index);
      tools.takeClass(review.classInUse ?? classForFix(review.current.proposedClass, offered, tools.classIndex));
    }
    tools.take('brush');
  }

  /** Looks which class in use the model holds most probable over the present region, where its proposal is of a retired one. */
  async findClassInUse(): Promise<void> {
    const { images, models, project, review } = this.#parts;
    const { current: region, mask } = review;
    if (!region || mask?.region.id !== region.id || project.isOffered(region.proposedClass)) {
      review.classInUse = null;
      return;
    }
    const image = images.load(region.imageId, 'urgent');
    const known = models.predictions.get(region.imageId)?.classCount ?? 0;
    const offered = project.offeredClasses.filter(({ index }) => index < known);
    if (!image) return;
    const read = ({ index }: ClassRecord): Promise<readonly [number, Uint8Array]> =>
      image.readPlane(`probability-${index}`, region.box, { modelId: region.modelId }).then((plane) => [index, plane]);
    try {
      const best = bestClass(mask.mask, new Map(await Promise.all(offered.map(read))));
      if (review.currentId === region.id) review.classInUse = best;
    } catch (thrown) {
      if (review.currentId === region.id) review.problem = problemOf(thrown);
    }
  }

  /** Gives the whole region another class than proposed, and goes on. */
  labelRegion(classIndex: number): void {
    const { images, review, saving } = this.#parts;
    const { current: region, mask } = review;
    const image = images.current;
    if (!region || !image || mask?.region.id !== region.id || saving.isBlocked(image.record.id)) return;
    if (classIndex !== region.proposedClass) {
      const change = labelRegionChange(image.labels, mask, classIndex);
      applyChange(image.labels, change);
      image.changed('labels', region.box);
      this.commitStroke(image, { tool: 'brush', classIndex, change });
      this.settle('corrected');
    } else this.accept();
  }

  /** Sends a stroke that is on the labels already. */
  commitStroke(image: LoadedImage, { tool, classIndex, change, gestureId }: ToolChange): void {
    if (isEmptyChange(change)) return;
    const { client, images, review, saving } = this.#parts;
    const imageId = image.record.id;
    const region = review.current?.imageId === imageId && changeTouches(change, review.current.box) ? review.current : null;
    if (region) review.touched = true;
    saving.add({
      imageId,
      kind: 'stroke',
      send: () =>
        client.annotations.commit({
          imageId,
          tool,
          classIndex,
          diff: new Blob([encodeMaskDiff(change.classes)]),
          objects: change.objects && new Blob([encodeMaskDiff(change.objects)]),
          regionId: region?.id ?? null,
          gestureId: gestureId ?? null,
        }),
      saved: ({ sequence }) => images.ownChangeSaved(imageId, sequence),
      takeBack: () => {
        applyChange(image.labels, invertChange(change));
        image.changed('labels', changedBox(change) ?? image.whole);
      },
      wasSaved: async () => {
        const record = (await client.images.list()).find(({ id }) => id === imageId);
        return record !== undefined && isChangeIn(await image.fetchLabels(record.labelSequence, 'urgent'), change);
      },
    });
  }

  #decide(region: RegionRecord, decision: RegionDecision, { comment = null, relabel = null, gestureId = null }: Words = {}): void {
    const { client, review, saving, sessionTimer } = this.#parts;
    const before = region.state;
    const state = stateAfter(decision)!;
    this.pending.set(region.id, decision);
    review.setState(region.id, state);
    const settled = Number(state !== 'open') - Number(before !== 'open');
    sessionTimer.settledCount += settled;
    saving.add({
      imageId: region.imageId,
      kind: 'decision',
      send: () => client.review.settle({ regionId: region.id, decision, comment, relabel, gestureId }),
      saved: () => void this.pending.delete(region.id),
      takeBack: () => {
        this.pending.delete(region.id);
        review.setState(region.id, before);
        sessionTimer.settledCount -= settled;
      },
      wasSaved: async () => {
        const queue = await client.review.queue({ imageId: region.imageId, includeSettled: true, limit: 5000 });
        const isSaved = queue.regions.some((other) => other.id === region.id && other.state === state);
        if (isSaved) this.pending.delete(region.id);
        return isSaved;
      },
    });
  }

  #announce(region: RegionRecord): void {
    const { announcer, project, review } = this.#parts;
    const at = review.shown.findIndex(({ id }) => id === region.id);
    const proposed = project.className(region.proposedClass) ?? words.canvas.unknownClass(region.proposedClass);
    announcer.say(words.review.arrived(words.review.regionOf(at + 1, review.shown.length), proposed, words.maps[region.reason].reason));
  }

  /** Loads what the next regions need at the zoom they arrive at, so that each is there when it is asked for. */
  #prefetch(regions: readonly RegionRecord[]): void {
    for (const { image, owner } of this.#ahead) image.want(owner, []);
    this.#ahead = [];
    const { images, layers, models, review, view } = this.#parts;
    for (const region of regions) {
      const image = images.load(region.imageId, 'later');
      review.prefetch(region);
      if (!image) continue;
      const modelId = models.modelOfMaps(region.imageId);
      if (modelId !== null) image.useModel(modelId);
      const { level, box } = view.arrivalOf(image.record, region.box);
      const maps = models.mapKinds(region.imageId).filter((kind) => kind === layers.heatMapKind).map((kind): PlaneName => `map-${kind}`);
      const planes: PlaneName[] = modelId === null ? [] : ['prediction', ...maps];
      const owner = {};
      this.#ahead.push({ image, owner });
      image.want(owner, [{ level, box, image: true, planes, modelId, urgency: 'next' }]);
    }
  }
}
