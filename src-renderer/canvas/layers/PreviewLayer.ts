import Konva from 'konva';
import type { ImagePoint } from '../../../src-main/core/geometry.ts';
import { boxOfSpans, maskOfSpans } from '../../../src-main/core/labels/spans.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import type { PreviewArea, PreviewHandle, PreviewLine, ToolPreview } from '../../tools/ToolPreview.ts';
import { traceRings } from '../traceRings.ts';
import type { ViewTransform } from '../viewTransform.ts';
import { toScreenPoint } from '../viewTransform.ts';
import type { StageView } from './StageView.ts';

const dark = 'rgb(0 0 0 / 0.7)';
const light = '#ffffff';
/** Of what a line takes away. */
const erasingColour = '#ffb000';
/** Between superpixels: colour and width in CSS pixels. */
const gridStrokes = [
  ['rgb(0 0 0 / 0.35)', 2],
  ['rgb(255 255 255 / 0.55)', 1],
] as const;
const openDash = [5, 4];
/** CSS pixels. */
const handleRadius = { vertex: 4, start: 5.5, held: 6 } as const;
const snapReach = 8;

/** What the tool in hand shows over the image: Konva's shapes for lines, handles, boxes and snapping, paths for areas. */
export class PreviewLayer {
  readonly layer = new Konva.Layer({ listening: false, visible: false });
  readonly #outlines = new WeakMap<Spans, Path2D>();
  readonly #grids = new WeakMap<Int32Array, Path2D>();
  #preview: ToolPreview | null = null;
  #view: StageView | null = null;

  show(preview: ToolPreview | null): void {
    this.#preview = preview;
    this.#make();
  }

  look(view: StageView): void {
    this.#view = view;
    if (this.#preview) this.#make();
  }

  #make(): void {
    this.layer.destroyChildren();
    const preview = this.#preview;
    // An empty layer is taken out of the page: it would cost as much to compose as a full one.
    this.layer.visible(preview !== null);
    if (!preview || !this.#view) return;
    const { transform } = this.#view;
    if (preview.grid && preview.grid.length > 0) this.layer.add(this.#grid(preview.grid, transform));
    for (const area of preview.areas ?? []) this.layer.add(this.#area(area, transform));
    for (const line of preview.lines ?? []) this.#addLine(line, transform);
    if (preview.box) {
      const { x, y, width, height } = preview.box;
      const corners = [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }];
      this.#addLine({ points: corners, closed: true, look: 'open' }, transform);
    }
    for (const handle of preview.handles ?? []) this.layer.add(handleShape(handle, transform));
    for (const snap of preview.snaps ?? []) this.layer.add(snapShape(snap, transform));
    this.layer.batchDraw();
  }

  #addLine({ points, closed, look }: PreviewLine, transform: ViewTransform): void {
    const places = points.flatMap((point) => {
      const { x, y } = toScreenPoint(transform, point);
      return [x, y];
    });
    const common = { points: places, closed, listening: false, perfectDrawEnabled: false, lineJoin: 'round' } as const;
    this.layer.add(new Konva.Line({ ...common, stroke: dark, strokeWidth: 3 }));
    this.layer.add(new Konva.Line({ ...common, stroke: look === 'erasing' ? erasingColour : light, strokeWidth: 1.5, dash: look === 'open' ? openDash : [] }));
  }

  #area({ spans, colour, fill }: PreviewArea, { scale, offsetX, offsetY }: ViewTransform): Konva.Shape {
    const outline = this.#outlineOf(spans);
    return new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      x: offsetX,
      y: offsetY,
      scaleX: scale,
      scaleY: scale,
      sceneFunc: ({ _context: context }) => {
        context.globalAlpha = fill;
        context.fillStyle = colour ?? light;
        context.fill(outline, 'evenodd');
        context.globalAlpha = 1;
        context.strokeStyle = dark;
        context.lineWidth = 3 / scale;
        context.stroke(outline);
        context.strokeStyle = colour ?? light;
        context.lineWidth = 1.5 / scale;
        context.stroke(outline);
      },
    });
  }

  /** Thin light lines with a dark rim, that read on any ground and hide little of it. */
  #grid(blocks: readonly Int32Array[], { scale, offsetX, offsetY }: ViewTransform): Konva.Shape {
    return new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      x: offsetX,
      y: offsetY,
      scaleX: scale,
      scaleY: scale,
      sceneFunc: ({ _context: context }) => {
        for (const [colour, width] of gridStrokes) {
          context.strokeStyle = colour;
          context.lineWidth = width / scale;
          for (const lines of blocks) context.stroke(this.#gridPath(lines));
        }
      },
    });
  }

  #gridPath(lines: Int32Array): Path2D {
    let path = this.#grids.get(lines);
    if (!path) {
      path = new Path2D();
      for (let at = 0; at < lines.length; at += 4) {
        path.moveTo(lines[at]!, lines[at + 1]!);
        path.lineTo(lines[at + 2]!, lines[at + 3]!);
      }
      this.#grids.set(lines, path);
    }
    return path;
  }

  /** In image pixels, traced once. */
  #outlineOf(spans: Spans): Path2D {
    let path = this.#outlines.get(spans);
    if (!path) {
      path = new Path2D();
      const box = boxOfSpans(spans);
      for (const ring of traceRings(maskOfSpans(spans).mask, box.width, box.height)) {
        for (let at = 0; at < ring.length; at += 2) {
          if (at === 0) path.moveTo(ring[at]! + box.x, ring[at + 1]! + box.y);
          else path.lineTo(ring[at]! + box.x, ring[at + 1]! + box.y);
        }
        path.closePath();
      }
      this.#outlines.set(spans, path);
    }
    return path;
  }
}

function handleShape({ at, look }: PreviewHandle, transform: ViewTransform): Konva.Circle {
  const { x, y } = toScreenPoint(transform, at);
  return new Konva.Circle({ x, y, radius: handleRadius[look], fill: look === 'vertex' ? light : '#4c9aff', stroke: dark, strokeWidth: 1.5, listening: false });
}

/** A cross where the pointer snapped to. */
function snapShape(at: ImagePoint, transform: ViewTransform): Konva.Path {
  const { x, y } = toScreenPoint(transform, at);
  const data = `M ${-snapReach} 0 H ${snapReach} M 0 ${-snapReach} V ${snapReach} M -5 -5 H 5 V 5 H -5 Z`;
  return new Konva.Path({ x, y, data, stroke: erasingColour, strokeWidth: 1.5, listening: false });
}
