import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { spansOfMask } from '../../../src-main/core/labels/spans.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import type { AnnotationTool } from '../../../src-main/core/records.ts';
import type { Seed } from '../../../src-main/core/vision/growFrom.ts';
import type { PixelMask } from '../../../src-main/core/vision/SampleWindow.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import { applySpans, proposalPreview } from './applySpans.ts';
import { boxAround } from './displayWindow.ts';
import { assistProblem } from './assistProblem.ts';

/** Growth is looked at within this many pixels around the seed's middle: more takes longer than a frame. */
export const seedWindowSide = 1024;

/** What grows from a seed, and what a drag up or down changes about it. */
export interface Growth<Data> {
  readonly tool: AnnotationTool;
  /** The tolerance or threshold that a drag moves. */
  level: number;
  /** Change of the level for each CSS pixel dragged upwards. */
  readonly levelPerPixel: number;
  /** @throws whatever keeps the data from being read; it is told to the user */
  read(target: ToolTarget, box: PixelBox): Promise<Data>;
  grow(data: Data, box: PixelBox, seed: Seed): PixelMask;
  /** What the level is, in words. */
  describe(pixelCount: number): string;
}

interface Press<Data> {
  readonly target: ToolTarget;
  readonly at: ToolPoint;
  readonly box: PixelBox;
  readonly startLevel: number;
  data: Data | null;
  spans: Spans;
  released: boolean;
}

/**
 * Press: the connected pixels around the pointer are shown. Drag up or down: more or fewer of them. Release: they take
 * the class in hand. Escape drops them.
 */
export class SeedTool<Data> implements Tool {
  readonly #growth: Growth<Data>;
  #press: Press<Data> | null = null;
  #level = 0;

  constructor(growth: Growth<Data>) {
    this.#growth = growth;
  }

  get preview(): ToolPreview | null {
    return this.#press && this.#press.spans.length > 0 ? proposalPreview(this.#press.target, this.#press.spans) : null;
  }

  get isBusy(): boolean {
    return this.#press !== null;
  }

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    if (this.#press) return;
    const { width, height } = target.image.record;
    const { x, y } = at.point;
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    this.#level = this.#growth.level;
    const press: Press<Data> = {
      target,
      at,
      box: boxAround(at.point, seedWindowSide, target.image.record),
      startLevel: this.#level,
      data: null,
      spans: new Int32Array(0),
      released: false,
    };
    this.#press = press;
    this.#growth.read(target, press.box).then(
      (data) => this.#arrived(press, data),
      (thrown: unknown) => {
        if (this.#press === press) this.#press = null;
        target.tell(assistProblem(thrown));
        target.previewChanged();
      },
    );
  }

  pointerMove(path: readonly ToolPoint[]): void {
    const press = this.#press;
    const last = path.at(-1);
    if (!press || !last || press.released) return;
    const upwardsCssPx = (press.at.point.y - last.point.y) * press.target.scale;
    this.#growth.level = press.startLevel + upwardsCssPx * this.#growth.levelPerPixel;
    if (this.#growth.level === this.#level) return;
    this.#level = this.#growth.level;
    this.#show(press);
  }

  pointerUp(): void {
    if (!this.#press) return;
    this.#press.released = true;
    if (this.#press.data !== null) this.#finish(this.#press);
  }

  cancel(): void {
    const press = this.#press;
    this.#press = null;
    if (!press) return;
    this.#growth.level = press.startLevel;
    press.target.tell(null);
    press.target.previewChanged();
  }

  #arrived(press: Press<Data>, data: Data): void {
    if (this.#press !== press) return;
    press.data = data;
    this.#show(press);
    if (press.released) this.#finish(press);
    else press.target.previewChanged();
  }

  #show(press: Press<Data>): void {
    if (press.data === null) return;
    const seed = { x: Math.floor(press.at.point.x) - press.box.x, y: Math.floor(press.at.point.y) - press.box.y };
    const { data } = this.#growth.grow(press.data, press.box, seed);
    press.spans = spansOfMask({ box: press.box, mask: data });
    press.target.tell(this.#growth.describe(data.reduce((count, value) => count + value, 0)));
  }

  #finish(press: Press<Data>): void {
    this.#press = null;
    if (press.spans.length > 0) applySpans(press.target, this.#growth.tool, press.spans, press.at.point);
    press.target.previewChanged();
  }
}
