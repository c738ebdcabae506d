import Konva from 'konva';
import type { EdgeLines } from '../paintOverlay.ts';
import type { StageView } from './StageView.ts';

/** CSS pixels. */
const lineWidth = { labels: 2.25, prediction: 1.5 } as const;
/** A prediction is drawn thinner and fainter than what an expert has drawn or confirmed. */
const opacity = { labels: 1, prediction: 0.9 } as const;
const haloWidth = 1.25;

/** Outlines of labels and prediction as lines of the screen's own width, for close views. */
export class EdgeLinesShape {
  readonly shape: Konva.Shape;
  readonly #collect: (view: StageView) => EdgeLines | null;
  readonly #colourOf: (classIndex: number) => string;
  #view: StageView | null = null;

  /** @param collect gives the lines in sight, in image pixels; null draws nothing */
  constructor(collect: (view: StageView) => EdgeLines | null, colourOf: (classIndex: number) => string) {
    this.#collect = collect;
    this.#colourOf = colourOf;
    this.shape = new Konva.Shape({ listening: false, sceneFunc: (context) => this.#draw(context._context) });
  }

  look(view: StageView): void {
    this.#view = view;
  }

  #draw(context: CanvasRenderingContext2D): void {
    const view = this.#view;
    const lines = view && this.#collect(view);
    if (!lines) return;
    context.save();
    context.lineCap = 'square';
    for (const kind of ['prediction', 'labels'] as const) {
      for (const [classIndex, { [kind]: segments }] of lines) {
        if (segments.length === 0) continue;
        const path = pathOf(segments, view);
        context.globalAlpha = opacity[kind];
        context.strokeStyle = 'rgb(0 0 0 / 0.65)';
        context.lineWidth = lineWidth[kind] + haloWidth;
        context.stroke(path);
        context.strokeStyle = this.#colourOf(classIndex);
        context.lineWidth = lineWidth[kind];
        context.stroke(path);
      }
    }
    context.restore();
  }
}

function pathOf(segments: readonly number[], { transform: { scale, offsetX, offsetY } }: StageView): Path2D {
  const path = new Path2D();
  for (let at = 0; at < segments.length; at += 4) {
    path.moveTo(segments[at]! * scale + offsetX, segments[at + 1]! * scale + offsetY);
    path.lineTo(segments[at + 2]! * scale + offsetX, segments[at + 3]! * scale + offsetY);
  }
  return path;
}
