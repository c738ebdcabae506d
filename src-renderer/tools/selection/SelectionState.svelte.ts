import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { isObjectThere, objectAt, spansOfObjects } from '../../../src-main/core/labels/labelObjects.ts';
import type { LabelObject } from '../../../src-main/core/labels/labelObjects.ts';
import { windowOf } from '../../../src-main/core/labels/LabelWindow.ts';
import type { LabelWindow } from '../../../src-main/core/labels/LabelWindow.ts';
import { boxOfSpans, eachSpan, maskOfSpans, widenBox } from '../../../src-main/core/labels/spans.ts';
import { TiledPlane } from '../../../src-main/core/labels/TiledPlane.ts';
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
    const found: LabelObject[] = [];
    // Pixels of what was found already: thousands of objects must not be compared with each other.
    const seen = new TiledPlane<Uint8Array>(image.record, 0, (length) => new Uint8Array(length));
    for (const { spans } of this.objects) {
      eachSpan(spans, (y, start, end) => {
        for (let x = start; x < end; x++) {
          if (seen.get(x, y) !== 0) continue;
          const object = objectAt(image.labels, x, y);
          if (!object) continue;
          eachSpan(object.spans, (row, first, stop) => seen.fillSpan(row, first, stop, 1));
          found.push(object);
        }
      });
    }
    this.objects = found;
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
