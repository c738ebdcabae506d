import type { PixelBox } from '../../../../src-main/core/geometry.ts';
import { applyChange, isEmptyChange } from '../../../../src-main/core/labels/LabelChange.ts';
import type { LabelPlanes } from '../../../../src-main/core/labels/LabelPlanes.ts';
import { emptyLabelPlanes } from '../../../../src-main/core/labels/LabelPlanes.ts';
import type { Spans } from '../../../../src-main/core/labels/spans.ts';
import { drawnPlane } from '../../../../src-main/core/labels/testing/pictures.ts';
import type { BoxProbabilities } from '../../../../src-main/core/vision/boxProposal.ts';
import type { ChangeListener, LoadedImage } from '../../../pixels/LoadedImage.svelte.ts';
import type { ToolChange, ToolPoint, ToolTarget } from '../../Tool.ts';
import type { AssistSources } from '../AssistSources.ts';

export interface FakeImage {
  readonly width: number;
  readonly height: number;
  /** Grey samples, 0 … 255, row-major. */
  readonly samples: Uint8Array;
  readonly modelId?: string | null;
  readonly planes?: Readonly<Record<string, Uint8Array>>;
}

/** A target without a window: its samples come a turn later, as tiles do. */
export class FakeTarget {
  readonly changes: ToolChange[] = [];
  readonly labels: LabelPlanes;
  told: string | null = null;
  previews = 0;
  classIndex = 1;
  radiusImagePx = 0.5;
  retired: ReadonlySet<number> = new Set();
  region: Spans | null = null;
  selected: Spans | null = null;
  predictBox: (box: PixelBox, signal: AbortSignal) => Promise<BoxProbabilities> = () => Promise.reject(new Error('no engine'));
  readonly #image: FakeImage;
  readonly #listeners = new Set<ChangeListener>();
  readonly image: LoadedImage;

  constructor(image: FakeImage) {
    this.#image = image;
    this.labels = emptyLabelPlanes(image);
    const { width, height } = image;
    const record = { id: 'image', contentHash: 'hash', width, height, channels: 1, colour: 'grey', displayRange: [0, 255], channelRanges: [[0, 255]] };
    this.image = {
      record,
      labels: this.labels,
      modelId: image.modelId ?? null,
      readSamples: async (box: PixelBox) => ({ width: box.width, height: box.height, channels: 1, samples: cut(image.samples, width, box) }),
      readPlane: async (plane: string, box: PixelBox) => {
        const values = image.planes?.[plane];
        if (!values) throw new Error(`no ${plane}`);
        return cut(values, width, box);
      },
      onChange: (listener: ChangeListener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    } as unknown as LoadedImage;
  }

  get target(): ToolTarget {
    const { width, height } = this.#image;
    const whole = { x: 0, y: 0, width, height };
    const sources: AssistSources = {
      classCount: 3,
      isOffered: (classIndex) => !this.retired.has(classIndex),
      colourOf: () => '#e69f00',
      regionSpans: () => this.region,
      selectedSpans: () => this.selected,
      predictBox: (_imageId, box, signal) => this.predictBox(box, signal),
    };
    return {
      image: this.image,
      labels: this.labels,
      classIndex: this.classIndex,
      radiusImagePx: this.radiusImagePx,
      shape: 'round',
      separateObjects: false,
      scale: 1,
      visible: whole,
      sources,
      painted: () => undefined,
      commit: () => undefined,
      apply: (change) => this.#apply(change),
      tell: (message) => (this.told = message),
      previewChanged: () => this.previews++,
    };
  }

  /** The classes as a picture, a row a string. */
  get drawn(): string[] {
    return drawnPlane(this.labels.classes).split('\n');
  }

  paint(x: number, y: number, classIndex: number): void {
    this.labels.classes.fillSpan(y, x, x + 1, classIndex);
    for (const listener of this.#listeners) listener('labels', { x, y, width: 1, height: 1 });
  }

  #apply(change: ToolChange): boolean {
    if (isEmptyChange(change.change)) return false;
    applyChange(this.labels, change.change);
    this.changes.push(change);
    for (const listener of this.#listeners) listener('labels', { x: 0, y: 0, width: 1, height: 1 });
    return true;
  }
}

export function at(x: number, y: number): ToolPoint {
  return { point: { x, y }, pressure: 1, modifiers: { shift: false, alt: false, ctrl: false } };
}

function cut(values: Uint8Array, width: number, box: PixelBox): Uint8Array {
  const part = new Uint8Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = (box.y + row) * width + box.x;
    part.set(values.subarray(from, from + box.width), row * box.width);
  }
  return part;
}
