import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { boxOfSpans, maskOfSpans, spansOfMask } from '../../../src-main/core/labels/spans.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import { brightnessOf } from '../../../src-main/core/vision/displayUnits.ts';
import type { DisplayWindow, PixelMask } from '../../../src-main/core/vision/SampleWindow.ts';
import { thresholdRegion, thresholdStart } from '../../../src-main/core/vision/thresholdRegion.ts';
import { words } from '../../messages/messages.ts';
import { applySpans, proposalPreview } from '../assist/applySpans.ts';
import { assistProblem } from '../assist/assistProblem.ts';
import { readDisplayWindow } from '../assist/displayWindow.ts';
import { dragBox, smallestDragPx } from '../assist/dragBox.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import { thresholdOptions } from './thresholdOptions.svelte.ts';

interface Proposal {
  readonly target: ToolTarget;
  readonly box: PixelBox;
  readonly inside: PixelMask | null;
  window: DisplayWindow | null;
  spans: Spans;
}

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'dragging'; readonly target: ToolTarget; readonly from: ToolPoint; box: PixelBox }
  | { readonly name: 'proposing'; readonly proposal: Proposal };

/** Display units that a key moves the threshold by. */
const keyStep = 1;
/** Pixels that a threshold is computed over at once: more would not follow the slider. */
const largestBoxPixels = 2048 * 2048;

/**
 * Drag a box (or click with the region in review or the selection chosen as place): the light or dark pixels there are
 * shown, from Otsu's threshold on. The slider or the arrow keys move it, Enter applies, Escape drops.
 */
export class ThresholdTool implements Tool {
  #state: State = { name: 'idle' };

  constructor() {
    thresholdOptions.onChange = () => this.#update();
    thresholdOptions.onApply = () => this.#apply();
    thresholdOptions.onDrop = () => this.cancel();
  }

  get preview(): ToolPreview | null {
    if (this.#state.name === 'dragging') return { box: this.#state.box };
    if (this.#state.name !== 'proposing') return null;
    const { box, inside, spans, target } = this.#state.proposal;
    return { ...proposalPreview(target, spans), ...(inside ? {} : { box }) };
  }

  get isBusy(): boolean {
    return this.#state.name !== 'idle';
  }

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    this.#drop();
    if (thresholdOptions.place === 'box') {
      this.#state = { name: 'dragging', target, from: at, box: dragBox(at.point, at.point, target.image.record) };
    } else this.#proposeInShape(target);
  }

  pointerMove(path: readonly ToolPoint[]): void {
    const last = path.at(-1);
    if (this.#state.name !== 'dragging' || !last) return;
    this.#state.box = dragBox(this.#state.from.point, last.point, this.#state.target.image.record);
  }

  pointerUp(): void {
    if (this.#state.name !== 'dragging') return;
    const { box, target } = this.#state;
    this.#state = { name: 'idle' };
    if (box.width < smallestDragPx || box.height < smallestDragPx) target.tell(words.assist.dragABox);
    else this.#propose(target, box, null);
  }

  cancel(): void {
    const target = this.#targetNow();
    this.#drop();
    target?.tell(null);
    target?.previewChanged();
  }

  key(key: string, target: ToolTarget): boolean {
    if (key === 'Enter' && this.#state.name === 'proposing') {
      this.#apply();
      return true;
    }
    if (key === 'Enter' && thresholdOptions.place !== 'box') {
      this.#proposeInShape(target);
      return true;
    }
    if (this.#state.name !== 'proposing' || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
    thresholdOptions.setThreshold(thresholdOptions.threshold + (key === 'ArrowUp' ? keyStep : -keyStep));
    return true;
  }

  #targetNow(): ToolTarget | null {
    if (this.#state.name === 'dragging') return this.#state.target;
    return this.#state.name === 'proposing' ? this.#state.proposal.target : null;
  }

  #drop(): void {
    this.#state = { name: 'idle' };
    thresholdOptions.hasProposal = false;
  }

  #proposeInShape(target: ToolTarget): void {
    const { id } = target.image.record;
    const isRegion = thresholdOptions.place === 'region';
    const spans = isRegion ? target.sources.regionSpans(id) : target.sources.selectedSpans(id);
    if (!spans || spans.length === 0) {
      target.tell(isRegion ? words.assist.threshold.noRegion : words.assist.threshold.noSelection);
      return;
    }
    const box = boxOfSpans(spans);
    this.#propose(target, box, { width: box.width, height: box.height, data: maskOfSpans(spans, box).mask });
  }

  #propose(target: ToolTarget, box: PixelBox, inside: PixelMask | null): void {
    if (box.width * box.height > largestBoxPixels) {
      target.tell(words.assist.boxTooLarge(Math.sqrt(largestBoxPixels)));
      return;
    }
    const proposal: Proposal = { target, box, inside, window: null, spans: new Int32Array(0) };
    this.#state = { name: 'proposing', proposal };
    readDisplayWindow(target.image, box).then(
      (window) => {
        if (this.#state.name !== 'proposing' || this.#state.proposal !== proposal) return;
        proposal.window = window;
        thresholdOptions.hasProposal = true;
        const start = thresholdStart(brightnessOf(window, thresholdOptions.channel), inside);
        if (start === null) target.tell(words.assist.threshold.allAlike);
        else thresholdOptions.setThreshold(start);
      },
      (thrown: unknown) => {
        if (this.#state.name === 'proposing' && this.#state.proposal === proposal) this.#drop();
        target.tell(assistProblem(thrown));
      },
    );
  }

  #update(): void {
    if (this.#state.name !== 'proposing') return;
    const { proposal } = this.#state;
    if (!proposal.window) return;
    const { box, inside, target, window } = proposal;
    const { data } = thresholdRegion(brightnessOf(window, thresholdOptions.channel), inside, thresholdOptions.rule);
    proposal.spans = spansOfMask({ box, mask: data });
    target.tell(words.assist.threshold.told(data.reduce((count, value) => count + value, 0)));
    target.previewChanged();
  }

  #apply(): void {
    if (this.#state.name !== 'proposing' || !this.#state.proposal.window) return;
    const { box, spans, target } = this.#state.proposal;
    this.#drop();
    target.tell(null);
    if (spans.length > 0) applySpans(target, 'threshold', spans, { x: box.x, y: box.y });
    target.previewChanged();
  }
}
