import type { AppState } from '../app/AppState.svelte.ts';
import type { ToolChange } from '../tools/Tool.ts';
import { pathOf, screenPointOf, toolPointOf } from './pointerPoints.ts';
import { toImagePoint } from './viewTransform.ts';
import type { ScreenPoint } from './viewTransform.ts';

const mainButton = 0;
const middleButton = 1;
/** A wheel notch of 100 px zooms by about a fifth. */
const zoomPerWheelPixel = 0.002;
/** Touch pads send pinches as small wheel steps with Ctrl. */
const zoomPerPinchPixel = 0.01;
/** Lines or pages a wheel step stands for in pixels, by `deltaMode`. */
const wheelUnits = [1, 16, 400];

type Gesture = { readonly name: 'none' } | { readonly name: 'moving'; last: ScreenPoint } | { readonly name: 'tool' };

/** Turns the pointer's events over the canvas into movements of the view and strokes of the tool in hand. */
export class CanvasInput {
  readonly #app: AppState;
  readonly #element: HTMLElement;
  #gesture: Gesture = { name: 'none' };
  #spaceHeld = false;

  constructor(app: AppState, element: HTMLElement) {
    this.#app = app;
    this.#element = element;
  }

  pointerDown(event: PointerEvent): void {
    const { images, tools } = this.#app;
    if (this.#gesture.name !== 'none' || !images.current) return;
    const moves = event.button === middleButton || (event.button === mainButton && (this.#spaceHeld || !tools.current));
    if (moves) {
      event.preventDefault();
      this.#gesture = { name: 'moving', last: screenPointOf(event, this.#origin()) };
      this.#app.cursor.moving = true;
    } else if (event.button !== mainButton || !this.#beginStroke(event)) return;
    // A script's event has no live pointer to capture.
    if (event.isTrusted) this.#element.setPointerCapture(event.pointerId);
    this.#element.focus({ preventScroll: true });
  }

  pointerMove(event: PointerEvent): void {
    const { cursor, tools, view } = this.#app;
    const origin = this.#origin();
    const at = screenPointOf(event, origin);
    if (this.#gesture.name === 'moving') {
      view.panBy(at.x - this.#gesture.last.x, at.y - this.#gesture.last.y);
      this.#gesture.last = at;
    } else if (this.#gesture.name === 'tool') {
      tools.current?.pointerMove(pathOf(event, origin, view.transform));
    }
    cursor.moveTo(at, toImagePoint(view.transform, at));
  }

  pointerUp(): void {
    const { name } = this.#gesture;
    this.#end();
    if (name === 'tool') this.#app.tools.current?.pointerUp();
    this.#release();
  }

  pointerLeave(): void {
    if (this.#gesture.name === 'none') this.#app.cursor.leave();
  }

  /** Ends a stroke as if it had not been. @returns whether there was one */
  cancel(): boolean {
    const { name } = this.#gesture;
    this.#end();
    if (name === 'tool') this.#app.tools.current?.cancel();
    this.#release();
    return name === 'tool';
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const { cursor, view } = this.#app;
    const at = screenPointOf({ clientX: event.clientX, clientY: event.clientY, pressure: 0, pointerType: 'mouse' }, this.#origin());
    const pixels = event.deltaY * (wheelUnits[event.deltaMode] ?? 1);
    view.zoomBy(Math.exp(-pixels * (event.ctrlKey ? zoomPerPinchPixel : zoomPerWheelPixel)), at);
    cursor.moveTo(at, toImagePoint(view.transform, at));
  }

  holdSpace(isHeld: boolean): void {
    this.#spaceHeld = isHeld;
    if (this.#gesture.name !== 'moving') this.#app.cursor.moving = isHeld;
  }

  #beginStroke(event: PointerEvent): boolean {
    const { actions, images, saving, tools, view } = this.#app;
    const image = images.current;
    if (!image || !tools.current || image.labelSequence < 0 || saving.isBlocked(image.record.id)) return false;
    this.#gesture = { name: 'tool' };
    this.#app.gestureImageId = image.record.id;
    tools.current.pointerDown(toolPointOf(event, this.#origin(), view.transform), {
      labels: image.labels,
      radiusImagePx: tools.radiusImagePx,
      classIndex: tools.classIndex,
      painted: (box) => image.changed('labels', box),
      commit: (change: ToolChange) => actions.commitStroke(image, change),
    });
    return true;
  }

  #end(): void {
    this.#gesture = { name: 'none' };
    this.#app.cursor.moving = this.#spaceHeld;
  }

  /** The labels may be loaded anew again, had another hand changed them meanwhile. */
  #release(): void {
    const imageId = this.#app.gestureImageId;
    this.#app.gestureImageId = null;
    if (imageId) void this.#app.images.syncLabels(imageId);
  }

  #origin(): ScreenPoint {
    const { left, top } = this.#element.getBoundingClientRect();
    return { x: left, y: top };
  }
}
