import type { ViewState } from './ViewState.svelte.ts';
import type { ScreenPoint } from './viewTransform.ts';

/** Two fingers on the canvas: what lies between them moves with them, and their distance is the zoom. */
export class PinchGesture {
  readonly #view: ViewState;
  readonly #fingers = new Map<number, ScreenPoint>();

  constructor(view: ViewState) {
    this.#view = view;
  }

  get fingers(): number {
    return this.#fingers.size;
  }

  put(pointerId: number, at: ScreenPoint): void {
    this.#fingers.set(pointerId, at);
  }

  lift(pointerId: number): void {
    this.#fingers.delete(pointerId);
  }

  clear(): void {
    this.#fingers.clear();
  }

  move(pointerId: number, to: ScreenPoint): void {
    if (!this.#fingers.has(pointerId)) return;
    const before = this.#shape();
    this.#fingers.set(pointerId, to);
    const after = this.#shape();
    if (!before || !after) return;
    this.#view.panBy(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    if (before.spread > 0 && after.spread > 0) this.#view.zoomBy(after.spread / before.spread, after.middle);
  }

  #shape(): { readonly middle: ScreenPoint; readonly spread: number } | null {
    const [first, second] = this.#fingers.values();
    if (!first || !second) return null;
    return {
      middle: { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 },
      spread: Math.hypot(second.x - first.x, second.y - first.y),
    };
  }
}
