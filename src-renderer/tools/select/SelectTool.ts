import type { ImagePoint, PixelBox } from '../../../src-main/core/geometry.ts';
import { objectAt, objectsIn } from '../../../src-main/core/labels/labelObjects.ts';
import type { SelectionState } from '../selection/SelectionState.svelte.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';

/** CSS pixels from which a drag is a box and no longer a click. */
const dragFrom = 4;

interface Drag {
  readonly from: ImagePoint;
  readonly target: ToolTarget;
  readonly adds: boolean;
  to: ImagePoint;
}

type Task = (line: readonly ImagePoint[], target: ToolTarget) => void;

/**
 * Selects objects: a click the one under the pointer, a drag all that a box touches; Shift adds and takes out. While a line
 * is asked for, to split by, a drag draws it instead.
 */
export class SelectTool implements Tool {
  readonly #selection: () => SelectionState;
  #drag: Drag | null = null;
  #lineTask: Task | null = null;
  #line: ImagePoint[] | null = null;

  /** @param selection asked when needed: the tool is made before it */
  constructor(selection: () => SelectionState) {
    this.#selection = selection;
  }

  get isBusy(): boolean {
    return this.#lineTask !== null;
  }

  get preview(): ToolPreview | null {
    if (this.#line) return { lines: [{ points: this.#line, closed: false, look: 'erasing' }] };
    return this.#drag && isBox(this.#drag) ? { box: boxOf(this.#drag) } : null;
  }

  /** The next drag draws a line and hands it over. */
  askForLine(task: Task): void {
    this.#lineTask = task;
  }

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    this.#drag = { from: at.point, to: at.point, target, adds: at.modifiers.shift };
    if (this.#lineTask) this.#line = [at.point];
  }

  pointerMove(path: readonly ToolPoint[]): void {
    if (!this.#drag) return;
    this.#drag.to = path.at(-1)?.point ?? this.#drag.to;
    this.#line?.push(...path.map(({ point }) => point));
  }

  pointerUp(): void {
    const [drag, task, line] = [this.#drag, this.#lineTask, this.#line];
    this.cancel();
    if (!drag) return;
    if (task && line) task(line, drag.target);
    else this.#select(drag);
  }

  key(key: string): boolean {
    if (key !== 'Escape' || this.#selection().count === 0 || this.#drag || this.#lineTask) return false;
    this.#selection().clear();
    return true;
  }

  cancel(): void {
    this.#drag = null;
    this.#lineTask = null;
    this.#line = null;
  }

  #select(drag: Drag): void {
    const { labels, image } = drag.target;
    const one = isBox(drag) ? null : objectAt(labels, Math.floor(drag.from.x), Math.floor(drag.from.y));
    const found = isBox(drag) ? objectsIn(labels, boxOf(drag)) : one ? [one] : [];
    if (drag.adds) this.#selection().toggle(image, found);
    else this.#selection().take(image, found);
  }
}

function isBox({ from, to, target }: Drag): boolean {
  return Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) * target.scale >= dragFrom;
}

/** The pixels that the drag's box touches. */
function boxOf({ from, to }: Drag): PixelBox {
  const x = Math.floor(Math.min(from.x, to.x));
  const y = Math.floor(Math.min(from.y, to.y));
  return { x, y, width: Math.floor(Math.max(from.x, to.x)) - x + 1, height: Math.floor(Math.max(from.y, to.y)) - y + 1 };
}
