import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { applyChange, changedBox, invertChange, isChangeIn, isEmptyChange } from '../../../src-main/core/labels/LabelChange.ts';
import { encodeMaskDiff } from '../../../src-main/core/labels/maskDiff.ts';
import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import type { MaskDiff } from '../../../src-main/core/labels/maskDiff.ts';
import type { RegionDecision, RegionRecord } from '../../../src-main/core/records.ts';
import type { SfumatoClient } from '../../connection/client.ts';
import type { ViewState } from '../../canvas/ViewState.svelte.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import type { ToolChange } from '../../tools/Tool.ts';
import type { ToolState } from '../../tools/ToolState.svelte.ts';
import type { ImagesState } from '../images/ImagesState.svelte.ts';
import type { LayersState } from '../layers/LayersState.svelte.ts';
import type { ModelsState } from '../models/ModelsState.svelte.ts';
import type { ProjectState } from '../project/ProjectState.svelte.ts';
import type { SavingState } from '../saving/SavingState.svelte.ts';
import { classForFix } from './queueOrder.ts';
import { labelRegionChange } from './RegionMask.ts';
import type { ReviewState } from './ReviewState.svelte.ts';

export interface ReviewParts {
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

/** What the expert does to regions and labels. Each step shows at once; the journal follows through `SavingState`. */
export class ReviewActions {
  readonly #parts: ReviewParts;
  /** Decisions on their way to the journal. */
  readonly pending = new Map<string, RegionDecision>();

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** Shows a region centred in its image, and loads the one after it. */
  goTo(region: RegionRecord): void {
    const { images, review, view } = this.#parts;
    const loaded = images.show(region.imageId);
    if (!loaded) return;
    view.showImage(loaded.record, region.box);
    void review.arrive(region);
    const next = review.nextOpen();
    if (next) this.#prefetch(next);
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
    if (region) this.goTo(region);
    else this.#parts.review.leave();
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
    this.settle(this.#parts.review.touched ? 'corrected' : 'accepted');
  }

  /** Settles the present region and goes on to the next open one. */
  settle(decision: RegionDecision): void {
    const region = this.#parts.review.current;
    if (!region) return;
    this.#decide(region, decision);
    this.#parts.tools.take('look');
    this.goToNextOpen();
  }

  /** Accepts every open region of the present image. */
  acceptImage(): void {
    const { images, review } = this.#parts;
    if (!images.current) return;
    for (const region of review.openOfImage(images.current.record.id)) this.#decide(region, 'accepted');
    this.goToNextOpen();
  }

  /** Puts the brush in hand with the class that the proposal is not. */
  fix(): void {
    const { project, review, tools } = this.#parts;
    if (review.current) {
      const classes = project.current?.classes.map(({ index }) => index) ?? [];
      tools.classIndex = classForFix(review.current.proposedClass, classes, tools.classIndex);
    }
    tools.take('brush');
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

  #decide(region: RegionRecord, decision: RegionDecision): void {
    const { client, review, saving } = this.#parts;
    const before = region.state;
    this.pending.set(region.id, decision);
    review.setState(region.id, decision);
    saving.add({
      imageId: region.imageId,
      kind: 'decision',
      send: () => client.review.settle({ regionId: region.id, decision }),
      saved: () => void this.pending.delete(region.id),
      takeBack: () => {
        this.pending.delete(region.id);
        review.setState(region.id, before);
      },
      wasSaved: async () => {
        const queue = await client.review.queue({ imageId: region.imageId, includeSettled: true, limit: 5000 });
        const isSaved = queue.regions.some(({ id, state }) => id === region.id && state === decision);
        if (isSaved) this.pending.delete(region.id);
        return isSaved;
      },
    });
  }

  /** Loads everything the next region needs, so that it is there when it is asked for. */
  #prefetch(region: RegionRecord): void {
    const { images, layers, models, review } = this.#parts;
    const loaded = images.load(region.imageId, 'later');
    review.prefetch(region);
    const modelId = models.modelOfMaps(region.imageId);
    if (!loaded || modelId === null) return;
    loaded.useModel(modelId);
    loaded.loadPrediction('later').catch(() => undefined);
    loaded.loadMap(layers.heatMapKind, 'later').catch(() => undefined);
  }
}

/** Whether a change has a pixel in a box. */
export function changeTouches({ classes, objects }: LabelChange, box: PixelBox): boolean {
  return diffTouches(classes, box) || (objects !== null && diffTouches(objects, box));
}

function diffTouches({ width, runs }: MaskDiff, box: PixelBox): boolean {
  for (let at = 0; at < runs.length; at += 4) {
    const row = Math.floor(runs[at]! / width);
    const first = runs[at]! % width;
    const isBeside = first >= box.x + box.width || first + runs[at + 1]! <= box.x;
    if (row >= box.y && row < box.y + box.height && !isBeside) return true;
  }
  return false;
}
