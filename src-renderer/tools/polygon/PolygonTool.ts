import type { ImagePoint } from '../../../src-main/core/geometry.ts';
import { shapeChange, shapeRule } from '../../../src-main/core/labels/shapeChange.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { PreviewHandle, ToolPreview } from '../ToolPreview.ts';
import { snapToEdge } from './snapToEdge.ts';

/** CSS pixels within which the pointer takes hold of a vertex or snaps. */
const handReach = 9;

interface Drawing {
  readonly vertices: ImagePoint[];
  readonly target: ToolTarget;
  readonly imageId: string;
  /** Vertex under the hand while the button is down. */
  held: number | null;
  pointer: ImagePoint;
  snapped: ImagePoint | null;
  erases: boolean;
}

/**
 * Paints a polygon. A click sets a vertex, a drag moves one, a click on the first closes the shape; so do Enter and a double
 * click. Backspace takes the last vertex, Escape drops all. Ctrl snaps to outlines of labels; Alt held at the close erases.
 */
export class PolygonTool implements Tool {
  #drawing: Drawing | null = null;

  get isBusy(): boolean {
    return this.#drawing !== null;
  }

  get preview(): ToolPreview | null {
    const drawing = this.#drawing;
    if (!drawing) return null;
    const { vertices, held, pointer, snapped, erases } = drawing;
    const look = erases ? 'erasing' : 'sure';
    const rubber = held === null ? [vertices.at(-1)!, pointer, vertices[0]!] : [vertices.at(-1)!, vertices[0]!];
    const handles = vertices.map((at, index): PreviewHandle => ({ at, look: index === held ? 'held' : index === 0 ? 'start' : 'vertex' }));
    return {
      lines: [
        { points: vertices, closed: false, look },
        { points: rubber, closed: false, look: 'open' },
      ],
      handles,
      snaps: snapped ? [snapped] : [],
    };
  }

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    const place = this.#placeOf(at, target);
    let drawing = this.#current(target);
    if (!drawing) {
      drawing = { vertices: [place], target, imageId: target.image.record.id, held: 0, pointer: place, snapped: null, erases: at.modifiers.alt };
      this.#drawing = drawing;
      return;
    }
    drawing.erases = at.modifiers.alt;
    const near = nearestVertex(drawing.vertices, at.point, handReach / target.scale);
    if (near === 0 && drawing.vertices.length >= 3) this.#close(target);
    else if (near !== null) drawing.held = near;
    else {
      drawing.vertices.push(place);
      drawing.held = drawing.vertices.length - 1;
    }
  }

  pointerMove(path: readonly ToolPoint[]): void {
    const at = path.at(-1);
    const drawing = this.#drawing;
    if (!at || !drawing) return;
    const place = this.#placeOf(at, drawing.target);
    drawing.pointer = place;
    if (drawing.held !== null) drawing.vertices[drawing.held] = place;
  }

  pointerUp(): void {
    if (this.#drawing) this.#drawing.held = null;
  }

  hover(at: ToolPoint, target: ToolTarget): void {
    const drawing = this.#current(target);
    if (!drawing) return;
    drawing.erases = at.modifiers.alt;
    drawing.snapped = null;
    const first = drawing.vertices[0]!;
    const isAtStart = drawing.vertices.length >= 3 && nearestVertex([first], at.point, handReach / target.scale) === 0;
    drawing.pointer = isAtStart ? first : this.#placeOf(at, target);
    if (isAtStart) drawing.snapped = first;
  }

  /** The second press of a double click has set a vertex on the last one; that goes again. */
  doubleClick(_at: ToolPoint, target: ToolTarget): void {
    const drawing = this.#current(target);
    if (!drawing) return;
    const [last, before] = [drawing.vertices.at(-1)!, drawing.vertices.at(-2)];
    if (before && Math.hypot(last.x - before.x, last.y - before.y) * target.scale < handReach) drawing.vertices.pop();
    this.#close(target);
  }

  key(key: string, target: ToolTarget): boolean {
    const drawing = this.#current(target);
    if (!drawing) return false;
    if (key === 'Enter' || key === 'Alt+Enter') {
      drawing.erases = key === 'Alt+Enter' || drawing.erases;
      this.#close(target);
      return true;
    }
    if (key !== 'Backspace' && key !== 'Delete') return false;
    drawing.vertices.pop();
    if (drawing.vertices.length === 0) this.#drawing = null;
    return true;
  }

  cancel(): void {
    this.#drawing = null;
  }

  /** The shape being drawn on this image. */
  #current(target: ToolTarget): Drawing | null {
    if (this.#drawing && this.#drawing.imageId !== target.image.record.id) this.#drawing = null;
    return this.#drawing;
  }

  #placeOf(at: ToolPoint, target: ToolTarget): ImagePoint {
    const snapped = at.modifiers.ctrl ? snapToEdge(target.labels, at.point, handReach / target.scale) : null;
    if (this.#drawing) this.#drawing.snapped = snapped;
    return snapped ?? at.point;
  }

  #close(target: ToolTarget): void {
    const drawing = this.#drawing;
    this.#drawing = null;
    if (!drawing || drawing.vertices.length < 3) return;
    const rule = shapeRule(drawing.erases, target.classIndex, target.separateObjects);
    target.apply({ tool: 'polygon', classIndex: rule.classIndex, change: shapeChange(target.labels, drawing.vertices, rule) });
  }
}

/** The vertex within reach that is nearest, the earlier of two; null when there is none. */
function nearestVertex(vertices: readonly ImagePoint[], point: ImagePoint, reach: number): number | null {
  let best: number | null = null;
  let least = reach;
  vertices.forEach(({ x, y }, index) => {
    const distance = Math.hypot(x - point.x, y - point.y);
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}
