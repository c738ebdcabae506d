import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { eachSpan, joinSpans } from '../../../src-main/core/labels/spans.ts';
import type { BrushSweep } from '../../../src-main/core/labels/brush.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import type { AnnotationTool } from '../../../src-main/core/records.ts';
import { sweptBox } from '../../../src-main/core/vision/sweptMask.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import { applySpans, proposalPreview } from './applySpans.ts';
import { assistProblem } from './assistProblem.ts';

/** Says which pixels a brush takes of those that it passes over or touches. */
export interface BrushProposer {
  readonly tool: AnnotationTool;
  /** Gets ready what strokes in the box need. @returns why not, for the user; null when it is ready */
  prepare(target: ToolTarget, box: PixelBox): Promise<string | null>;
  /** Pixels taken by the sweeps, as far as what they need is ready. */
  propose(target: ToolTarget, sweeps: readonly BrushSweep[]): Spans;
  /** A stroke begins: what it goes by stays the same until its end. */
  begin?(target: ToolTarget): void;
  end?(): void;
  /** Shown besides what is proposed. */
  surroundings?(target: ToolTarget): ToolPreview;
}

interface StrokeInHand {
  readonly target: ToolTarget;
  readonly start: ToolPoint;
  readonly sweeps: BrushSweep[];
  last: ToolPoint;
  spans: Spans;
}

const noSpans: Spans = new Int32Array(0);

/**
 * A brush that paints not what lies under it but what a proposer makes of it: shown while it is drawn, painted at its
 * end. With no button down it shows what a touch would paint.
 */
export class ProposalBrush implements Tool {
  readonly #proposer: BrushProposer;
  readonly #radiusOf: (radiusImagePx: number, pressure: number) => number;
  #stroke: StrokeInHand | null = null;
  #hovered: { readonly target: ToolTarget; readonly spans: Spans } | null = null;
  #hovers = 0;
  #isOverImage = false;

  /** @param radiusOf the brush's radius under a pen's pressure */
  constructor(proposer: BrushProposer, radiusOf: (radiusImagePx: number, pressure: number) => number) {
    this.#proposer = proposer;
    this.#radiusOf = radiusOf;
  }

  get preview(): ToolPreview | null {
    const shown = this.#stroke ?? this.#hovered;
    if (!shown) return null;
    const around = this.#proposer.surroundings?.(shown.target);
    const proposal = proposalPreview(shown.target, shown.spans);
    return { ...around, ...proposal, areas: [...(around?.areas ?? []), ...(proposal.areas ?? [])] };
  }

  get isBusy(): boolean {
    return this.#stroke !== null;
  }

  hover(at: ToolPoint, target: ToolTarget): void {
    this.#isOverImage = true;
    if (this.#stroke) return;
    const sweeps = [this.#sweep(at, at, target)];
    const turn = ++this.#hovers;
    this.#hovered = { target, spans: this.#proposer.propose(target, sweeps) };
    this.#prepare(target, sweeps, () => {
      if (turn !== this.#hovers || this.#stroke) return;
      this.#hovered = { target, spans: this.#proposer.propose(target, sweeps) };
      target.previewChanged();
    });
  }

  leave(): void {
    this.#isOverImage = false;
    this.#hideHovered();
  }

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    if (this.#stroke) return;
    this.#isOverImage = true;
    this.#hideHovered();
    this.#proposer.begin?.(target);
    this.#stroke = { target, start: at, sweeps: [], last: at, spans: noSpans };
    this.#extend(this.#stroke, [at]);
  }

  pointerMove(path: readonly ToolPoint[]): void {
    if (this.#stroke) this.#extend(this.#stroke, path);
  }

  pointerUp(): void {
    const stroke = this.#stroke;
    if (!stroke) return;
    // From here on the stroke is as it is; what it paints may still have to be computed.
    const { target, sweeps, start } = stroke;
    this.#prepare(target, sweeps, (isReady) => {
      if (this.#stroke !== stroke) return;
      if (isReady) applySpans(target, this.#proposer.tool, this.#proposer.propose(target, sweeps), start.point);
      this.#drop();
      // The labels are others now: what is shown around follows without a move of the hand.
      if (isReady && this.#proposer.surroundings) this.#prepare(target, sweeps, () => target.previewChanged());
    });
  }

  cancel(): void {
    this.#drop();
  }

  #hideHovered(): void {
    this.#hovers++;
    this.#hovered = null;
  }

  #drop(): void {
    const target = this.#stroke?.target;
    this.#stroke = null;
    if (!target) return;
    this.#proposer.end?.();
    // What lies around stays in sight, though the hand rests after the stroke.
    if (this.#isOverImage) this.#hovered = { target, spans: noSpans };
    target.previewChanged();
  }

  #extend(stroke: StrokeInHand, path: readonly ToolPoint[]): void {
    const fresh: BrushSweep[] = [];
    for (const at of path) {
      fresh.push(this.#sweep(stroke.last, at, stroke.target));
      stroke.last = at;
    }
    stroke.sweeps.push(...fresh);
    const show = (): void => {
      stroke.spans = union(stroke.spans, this.#proposer.propose(stroke.target, fresh));
    };
    show();
    this.#prepare(stroke.target, fresh, () => {
      if (this.#stroke !== stroke) return;
      show();
      stroke.target.previewChanged();
    });
  }

  #sweep(from: ToolPoint, to: ToolPoint, { radiusImagePx, shape }: ToolTarget): BrushSweep {
    return { from: from.point, to: to.point, radiusImagePx: this.#radiusOf(radiusImagePx, to.pressure), shape };
  }

  #prepare(target: ToolTarget, sweeps: readonly BrushSweep[], then: (isReady: boolean) => void): void {
    const box = sweptBox(target.image.record, sweeps);
    this.#proposer.prepare(target, box).then(
      (obstacle) => {
        target.tell(obstacle);
        then(obstacle === null);
      },
      (thrown: unknown) => {
        target.tell(assistProblem(thrown));
        then(false);
      },
    );
  }
}

function union(first: Spans, second: Spans): Spans {
  if (first.length === 0 || second.length === 0) return first.length === 0 ? second : first;
  const loose: number[] = [];
  for (const spans of [first, second]) eachSpan(spans, (y, x, end) => loose.push(y, x, end));
  return joinSpans(loose);
}
