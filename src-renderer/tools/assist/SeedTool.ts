import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { boxOfSpans } from '../../../src-main/core/labels/spans.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import type { AnnotationTool } from '../../../src-main/core/records.ts';
import type { Connectivity } from '../../../src-main/core/vision/growFrom.ts';
import { TileFlood } from '../../../src-main/core/vision/TileFlood.ts';
import type { JoinTest } from '../../../src-main/core/vision/TileFlood.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import { applySpans, proposalPreview } from './applySpans.ts';
import { assistProblem } from './assistProblem.ts';
import { growthLimit } from './growthLimit.svelte.ts';
import { TileReader } from './TileReader.ts';

/** Growth gives way to the pointer after so many milliseconds. */
const turnMs = 8;
/** What has grown so far is shown each time its area has grown by this factor: outlines of large areas take long to trace. */
const showFactor = 4;

/** What grows from a seed, and what a drag up or down changes about it. */
export interface Growth<Data> {
  readonly tool: AnnotationTool;
  readonly connectivity: Connectivity;
  /** The tolerance or threshold that a drag moves. */
  level: number;
  /** Change of the level for each CSS pixel dragged upwards. */
  readonly levelPerPixel: number;
  /** Data of a tile. @throws whatever keeps it from being read; it is told to the user */
  read(target: ToolTarget, box: PixelBox): Promise<Data>;
  /** @returns the test of one growth at the present level */
  test(target: ToolTarget): JoinTest<Data>;
  /** What the level is, in words. */
  describe(pixelCount: number): string;
}

interface Press<Data> {
  readonly target: ToolTarget;
  readonly at: ToolPoint;
  readonly startLevel: number;
  readonly tiles: TileReader<Data>;
  /** Grows with every growth begun: the one before then ends. */
  turn: number;
  isGrown: boolean;
  spans: Spans;
  released: boolean;
}

/**
 * Press: the connected pixels around the pointer are shown, however far they reach. Drag up or down: more or fewer of them.
 * Release: they take the class in hand. Escape drops them.
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
    const tiles = new TileReader(target.image.record, (box) => this.#growth.read(target, box));
    this.#press = { target, at, startLevel: this.#level, tiles, turn: 0, isGrown: false, spans: new Int32Array(0), released: false };
    this.#begin(this.#press);
  }

  pointerMove(path: readonly ToolPoint[]): void {
    const press = this.#press;
    const last = path.at(-1);
    if (!press || !last || press.released) return;
    const upwardsCssPx = (press.at.point.y - last.point.y) * press.target.scale;
    this.#growth.level = press.startLevel + upwardsCssPx * this.#growth.levelPerPixel;
    if (this.#growth.level === this.#level) return;
    this.#level = this.#growth.level;
    this.#begin(press);
  }

  pointerUp(): void {
    if (!this.#press) return;
    this.#press.released = true;
    if (this.#press.isGrown) this.#finish(this.#press);
  }

  cancel(): void {
    const press = this.#press;
    this.#press = null;
    if (!press) return;
    this.#growth.level = press.startLevel;
    press.target.tell(null);
    press.target.previewChanged();
  }

  #begin(press: Press<Data>): void {
    press.isGrown = false;
    const turn = ++press.turn;
    this.#grow(press, turn).catch((thrown: unknown) => {
      if (this.#press !== press || press.turn !== turn) return;
      this.#press = null;
      press.target.tell(assistProblem(thrown));
      press.target.previewChanged();
    });
  }

  /** Grows in turns, so that the window stays with the hand; given up as soon as another growth begins. */
  async #grow(press: Press<Data>, turn: number): Promise<void> {
    const { at, target, tiles } = press;
    const { connectivity } = this.#growth;
    const seed = { x: Math.floor(at.point.x), y: Math.floor(at.point.y) };
    const flood = new TileFlood({ image: target.image.record, seed, connectivity, maximumPixels: growthLimit.pixels, joins: this.#growth.test(target) });
    let turnEnd = performance.now() + turnMs;
    let shownCount = pixelsShownAtOnce;
    for (;;) {
      const state = flood.step((tile) => tiles.peek(tile), () => performance.now() >= turnEnd);
      if (state.name === 'done') {
        press.isGrown = true;
        this.#show(press, flood, state.isLimited);
        if (press.released) this.#finish(press);
        else target.previewChanged();
        return;
      }
      if (state.name === 'missing') await tiles.load(state.tile);
      else await new Promise((resolve) => setTimeout(resolve));
      if (this.#press !== press || press.turn !== turn) return;
      if (performance.now() >= turnEnd) turnEnd = performance.now() + turnMs;
      if (flood.count < shownCount) continue;
      shownCount = flood.count * showFactor;
      this.#show(press, flood, false);
      target.previewChanged();
    }
  }

  #show(press: Press<Data>, flood: TileFlood<Data>, isLimited: boolean): void {
    press.spans = flood.spans();
    const described = this.#growth.describe(flood.count);
    press.target.tell(isLimited ? growthLimit.describe(described, boxOfSpans(press.spans)) : described);
  }

  #finish(press: Press<Data>): void {
    this.#press = null;
    if (press.spans.length > 0) applySpans(press.target, this.#growth.tool, press.spans, press.at.point);
    press.target.previewChanged();
  }
}

/** A growth of fewer pixels is soon done: it is shown when it is. */
const pixelsShownAtOnce = 2 ** 19;
