import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { isObjectThere, objectAt, spansOfObjects } from '../../../src-main/core/labels/labelObjects.ts';
import type { LabelObject } from '../../../src-main/core/labels/labelObjects.ts';
import { windowOf } from '../../../src-main/core/labels/LabelWindow.ts';
import type { LabelWindow } from '../../../src-main/core/labels/LabelWindow.ts';
import { boxOfSpans, maskOfSpans, widenBox } from '../../../src-main/core/labels/spans.ts';
import { traceRings } from '../../canvas/traceRings.ts';
import type { Ring } from '../../canvas/traceRings.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';

/** The selected pixels with their surroundings, dense: what refining a selection works on. */
export interface SelectionWindow extends LabelWindow {
  /** 1 where selected; of the window's box. */
  readonly mask: Uint8Array;
}

/** Which objects of which image are selected. What is painted over or undone since drops out by itself. */
export class SelectionState {
  image: LoadedImage | null = $state.raw(null);
  objects: readonly LabelObject[] = $state.raw([]);
  readonly count = $derived(this.objects.length);
  readonly pixels = $derived(this.objects.reduce((sum, { pixels }) => sum + pixels, 0));
  /** Around all selected objects; null when there are none. */
  readonly box: PixelBox | null = $derived(this.objects.length === 0 ? null : boxOfSpans(spansOfObjects(this.objects)));
  /** Their outlines, in pixels of the box. */
  readonly rings: readonly Ring[] = $derived(this.box === null ? [] : ringsOf(this.objects, this.box));
  #stopListening: () => void = () => undefined;

  /** Replaces the selection. */
  take(image: LoadedImage, objects: readonly LabelObject[]): void {
    this.#listenTo(image);
    this.objects = objects;
  }

  /** Adds objects, or takes them out when all of them are in already. */
  toggle(image: LoadedImage, objects: readonly LabelObject[]): void {
    if (image !== this.image) {
      this.take(image, objects);
      return;
    }
    const known = new Set(this.objects.map(keyOf));
    const isIn = objects.length > 0 && objects.every((each) => known.has(keyOf(each)));
    const given = new Set(objects.map(keyOf));
    const others = this.objects.filter((each) => !given.has(keyOf(each)));
    this.objects = isIn ? others : [...others, ...objects];
  }

  clear(): void {
    this.objects = [];
    this.#stopListening();
    this.#stopListening = () => undefined;
    this.image = null;
  }

  /**
   * The selection in its surroundings.
   * @param margin pixels around it
   * @returns null when nothing is selected
   */
  window(margin: number): SelectionWindow | null {
    if (!this.image || !this.box) return null;
    const window = windowOf(this.image.labels, widenBox(this.box, margin, this.image.labels.classes));
    return { ...window, mask: maskOfSpans(spansOfObjects(this.objects), window.box).mask };
  }

  /** After an edit of the selected objects: selects what they have become. */
  reselect(): void {
    const { image } = this;
    if (!image) return;
    const found = new Map<string, LabelObject>();
    for (const { spans } of this.objects) {
      for (let at = 0; at < spans.length; at += 3) {
        const [y, x] = [spans[at]!, spans[at + 1]!];
        if ([...found.values()].some((object) => holds(object, x, y))) continue;
        const object = objectAt(image.labels, x, y);
        if (object) found.set(keyOf(object), object);
      }
    }
    this.objects = [...found.values()];
  }

  #listenTo(image: LoadedImage): void {
    if (image === this.image) return;
    this.#stopListening();
    this.image = image;
    this.#stopListening = image.onChange((plane, box) => {
      if (plane === 'labels') this.#dropChanged(image, box);
    });
  }

  #dropChanged(image: LoadedImage, box: PixelBox): void {
    const kept = this.objects.filter((object) => !touches(object.box, box) || isObjectThere(image.labels, object));
    if (kept.length < this.objects.length) this.objects = kept;
  }
}

function keyOf({ classIndex, object, spans }: LabelObject): string {
  return object > 0 ? `object ${object}` : `${classIndex} at ${spans[0]},${spans[1]}`;
}

function holds({ spans, box }: LabelObject, x: number, y: number): boolean {
  if (x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height) return false;
  for (let at = 0; at < spans.length; at += 3) if (spans[at] === y && spans[at + 1]! <= x && x < spans[at + 2]!) return true;
  return false;
}

function touches(first: PixelBox, second: PixelBox): boolean {
  return first.x < second.x + second.width && second.x < first.x + first.width && first.y < second.y + second.height && second.y < first.y + first.height;
}

function ringsOf(objects: readonly LabelObject[], origin: PixelBox): Ring[] {
  return objects.flatMap(({ spans, box }) => {
    const [dx, dy] = [box.x - origin.x, box.y - origin.y];
    const rings = traceRings(maskOfSpans(spans).mask, box.width, box.height);
    return rings.map((ring) => ring.map((value, at) => value + (at % 2 === 0 ? dx : dy)));
  });
}
