import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { boxOfSpans, maskOfSpans } from '../../../src-main/core/labels/spans.ts';
import type { PixelMask } from '../../../src-main/core/vision/SampleWindow.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import { words } from '../../messages/messages.ts';
import { applySpans, proposalPreview } from '../assist/applySpans.ts';
import { assistProblem } from '../assist/assistProblem.ts';
import { dragBox, smallestDragPx } from '../assist/dragBox.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import { thresholdOptions } from './thresholdOptions.svelte.ts';
import { ThresholdProposal } from './ThresholdProposal.ts';

interface Proposal {
  readonly target: ToolTarget;
  readonly work: ThresholdProposal;
  /** Whether the box has been read. */
  isReady: boolean;
  /** Enter was pressed: what is still computed is applied when it has come. */
  isApplying: boolean;
}

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'dragging'; readonly target: ToolTarget; readonly from: ToolPoint; box: PixelBox }
  | { readonly name: 'proposing'; readonly proposal: Proposal };

/** Display units that a key moves the threshold by. */
const keyStep = 1;
/** Pixels that a threshold is computed over at once: more would take the worker's memory. */
const largestBoxPixels = 4096 * 4096;

/**
 * Drag a box (or click with the region in review or the selection chosen as place): the light or dark pixels there are
 * shown, from Otsu's threshold on. The slider or the arrow keys move it, Enter applies, Escape drops.
 */
export class ThresholdTool implements Tool {
  readonly #compute: ComputeClient;
  #state: State = { name: 'idle' };

  constructor(compute: ComputeClient) {
    this.#compute = compute;
    thresholdOptions.onChange = () => this.#update();
    thresholdOptions.onApply = () => this.#apply();
    thresholdOptions.onDrop = () => this.cancel();
  }

  get preview(): ToolPreview | null {
    if (this.#state.name === 'dragging') return { box: this.#state.box };
    if (this.#state.name !== 'proposing') return null;
    const { target, work } = this.#state.proposal;
    return { ...proposalPreview(target, work.spans), ...(work.inside ? {} : { box: work.box }) };
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
    if (!this.#state.proposal.isApplying) thresholdOptions.setThreshold(thresholdOptions.threshold + (key === 'ArrowUp' ? keyStep : -keyStep));
    return true;
  }

  #targetNow(): ToolTarget | null {
    if (this.#state.name === 'dragging') return this.#state.target;
    return this.#state.name === 'proposing' ? this.#state.proposal.target : null;
  }

  #drop(): void {
    if (this.#state.name === 'proposing') this.#state.proposal.work.end();
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
    const work = new ThresholdProposal(this.#compute, target.image, box, inside);
    const proposal: Proposal = { target, work, isReady: false, isApplying: false };
    this.#state = { name: 'proposing', proposal };
    target.tell(words.assist.threshold.reading);
    work.begin(thresholdOptions.channel).then(
      (start) => {
        if (!this.#isStanding(proposal)) return;
        proposal.isReady = true;
        thresholdOptions.hasProposal = true;
        if (start === null) target.tell(words.assist.threshold.allAlike);
        else thresholdOptions.setThreshold(start);
      },
      (thrown: unknown) => this.#failed(proposal, thrown),
    );
  }

  #isStanding(proposal: Proposal): boolean {
    return this.#state.name === 'proposing' && this.#state.proposal === proposal;
  }

  #failed(proposal: Proposal, thrown: unknown): void {
    if (!this.#isStanding(proposal)) return;
    this.#drop();
    proposal.target.tell(assistProblem(thrown));
    proposal.target.previewChanged();
  }

  #update(): void {
    if (this.#state.name !== 'proposing' || !this.#state.proposal.isReady) return;
    const { proposal } = this.#state;
    const { channel, rule } = thresholdOptions;
    proposal.work.follow({ channel, rule }).then(
      (found) => {
        if (!found || !this.#isStanding(proposal)) return;
        proposal.target.tell(words.assist.threshold.told(found.count));
        proposal.target.previewChanged();
      },
      (thrown: unknown) => this.#failed(proposal, thrown),
    );
  }

  /** Applies the threshold as it stands: what it takes may still have to be computed. */
  #apply(): void {
    if (this.#state.name !== 'proposing' || !this.#state.proposal.isReady || this.#state.proposal.isApplying) return;
    const { proposal } = this.#state;
    const { target, work } = proposal;
    const { channel, rule } = thresholdOptions;
    proposal.isApplying = true;
    thresholdOptions.hasProposal = false;
    work.follow({ channel, rule }).then(
      () => {
        if (!this.#isStanding(proposal)) return;
        this.#drop();
        target.tell(null);
        if (work.spans.length > 0) applySpans(target, 'threshold', work.spans, { x: work.box.x, y: work.box.y });
        target.previewChanged();
      },
      (thrown: unknown) => this.#failed(proposal, thrown),
    );
  }
}
