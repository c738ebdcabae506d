import type { AppState } from '../app/AppState.svelte.ts';
import { keyOfEvent } from '../commands/Command.ts';
import type { Tool } from '../tools/Tool.ts';
import { toolTarget } from '../tools/toolTarget.ts';
import { PinchGesture } from './PinchGesture.ts';
import { pathOf, screenPointOf, toolPointOf } from './pointerPoints.ts';
import { toImagePoint } from './viewTransform.ts';
import type { ScreenPoint } from './viewTransform.ts';

const mainButton = 0;
const middleButton = 1;
/** A pen that is turned round says this button. */
const penEraserButton = 5;
/** A wheel notch of 100 px zooms by about a fifth. */
const zoomPerWheelPixel = 0.002;
/** Touch pads send pinches as small wheel steps with Ctrl. */
const zoomPerPinchPixel = 0.01;
/** Lines or pages a wheel step stands for in pixels, by `deltaMode`. */
const wheelUnits = [1, 16, 400];
/** Wheel pixels for one step of the brush's size: a notch of a mouse wheel. */
const wheelPixelsPerSize = 60;

type Gesture =
  | { readonly name: 'none' }
  | { readonly name: 'moving'; readonly pointerId: number; last: ScreenPoint }
  | { readonly name: 'pinching' }
  | { readonly name: 'tool'; readonly pointerId: number; readonly tool: Tool };

/**
 * Turns the pointer's events over the canvas into movements of the view and gestures of the tool in hand. The middle button,
 * Space and the hand tool move; two fingers move and zoom; one finger draws unless a pen is in use, for then it is the palm's.
 */
export class CanvasInput {
  readonly #app: AppState;
  readonly #element: HTMLElement;
  readonly #pinch: PinchGesture;
  #gesture: Gesture = { name: 'none' };
  #spaceHeld = false;
  #penSeen = false;
  #wheelLeft = 0;
  /** Where the pointer was last seen over the canvas; null when it left, and for a finger, which never hovers. */
  #hovered: PointerEvent | null = null;

  constructor(app: AppState, element: HTMLElement) {
    this.#app = app;
    this.#element = element;
    this.#pinch = new PinchGesture(app.view);
  }

  pointerDown(event: PointerEvent): void {
    if (!this.#app.images.current) return;
    if (event.pointerType === 'pen') this.#penSeen = true;
    const at = screenPointOf(event, this.#origin());
    if (event.pointerType === 'touch') {
      this.#pinch.put(event.pointerId, at);
      if (this.#pinch.fingers === 2) this.#beginPinch();
    }
    if (this.#gesture.name !== 'none') return;
    const isTouchMove = event.pointerType === 'touch' && this.#penSeen;
    const moves = event.button === middleButton || isTouchMove || (event.button === mainButton && (this.#spaceHeld || !this.#app.tools.current));
    if (moves) {
      event.preventDefault();
      this.#gesture = { name: 'moving', pointerId: event.pointerId, last: at };
      this.#app.cursor.moving = true;
    } else if (!this.#beginTool(event)) return;
    // A script's event has no live pointer to capture.
    if (event.isTrusted) this.#element.setPointerCapture(event.pointerId);
    this.#element.focus({ preventScroll: true });
  }

  pointerMove(event: PointerEvent): void {
    const { cursor, tools, view } = this.#app;
    const origin = this.#origin();
    const at = screenPointOf(event, origin);
    const gesture = this.#gesture;
    this.#hovered = event.pointerType === 'touch' ? null : event;
    if (event.pointerType === 'touch' && gesture.name !== 'pinching') this.#pinch.put(event.pointerId, at);
    if (gesture.name === 'pinching') this.#pinch.move(event.pointerId, at);
    else if (gesture.name === 'none') this.#hover(event, origin);
    else if (gesture.pointerId === event.pointerId) {
      if (gesture.name === 'moving') {
        view.panBy(at.x - gesture.last.x, at.y - gesture.last.y);
        gesture.last = at;
      } else {
        gesture.tool.pointerMove(pathOf(event, origin, view.transform));
        tools.showPreview(gesture.tool, this.#app.gestureImageId);
      }
    }
    cursor.moveTo(at, toImagePoint(view.transform, at));
  }

  pointerUp(event: PointerEvent): void {
    this.#pinch.lift(event.pointerId);
    const gesture = this.#gesture;
    if (gesture.name === 'pinching') {
      // The finger that stays longest must not begin to draw.
      if (this.#pinch.fingers === 0) this.#end();
      return;
    }
    if (gesture.name === 'none' || gesture.pointerId !== event.pointerId) return;
    this.#end();
    if (gesture.name === 'tool') {
      gesture.tool.pointerUp();
      this.#showPreview(gesture.tool);
    }
    this.#release();
  }

  pointerLeave(): void {
    this.#hovered = null;
    if (this.#gesture.name !== 'none') return;
    this.#app.cursor.leave();
    this.#app.tools.current?.leave?.();
    this.#showPreview(this.#app.tools.current);
  }

  /** Another tool, image or view lies under a pointer that did not move: the tool in hand hears of it. */
  hoverAgain(): void {
    if (this.#hovered && this.#gesture.name === 'none') this.#hover(this.#hovered, this.#origin());
  }

  doubleClick(event: MouseEvent): void {
    const { tools, view } = this.#app;
    const target = toolTarget(this.#app, tools.current);
    if (!target || !tools.current?.doubleClick) return;
    tools.current.doubleClick(toolPointOf({ ...placeOf(event), pressure: 1, pointerType: 'mouse' }, this.#origin(), view.transform), target);
    this.#showPreview(tools.current);
  }

  /** Offers a key to the tool in hand. @returns whether the tool took it; it then means nothing else */
  keyDown(event: KeyboardEvent): boolean {
    const { tools } = this.#app;
    const target = tools.current?.key ? toolTarget(this.#app, tools.current) : null;
    const isTaken = target !== null && (tools.current?.key?.(keyOfEvent(event), target) ?? false);
    if (isTaken) this.#showPreview(tools.current);
    return isTaken;
  }

  /** Ends a gesture, or a shape half made, as if it had not been. @returns whether there was one */
  cancel(): boolean {
    const { tools } = this.#app;
    const gesture = this.#gesture;
    const tool = gesture.name === 'tool' ? gesture.tool : tools.current;
    const wasBusy = gesture.name === 'tool' || (tool?.isBusy ?? false);
    this.#pinch.clear();
    this.#end();
    if (wasBusy) {
      tool?.cancel();
      tools.message = null;
      this.#showPreview(tool);
    }
    this.#release();
    return wasBusy;
  }

  /** Zooms to the pointer; with Shift or Alt it sizes the brush. */
  wheel(event: WheelEvent): void {
    event.preventDefault();
    const { cursor, tools, view } = this.#app;
    const at = screenPointOf(event, this.#origin());
    // Browsers turn the wheel sideways while Shift is held.
    const pixels = (event.deltaY || event.deltaX) * (wheelUnits[event.deltaMode] ?? 1);
    if (event.shiftKey || event.altKey) {
      this.#wheelLeft += pixels;
      for (; Math.abs(this.#wheelLeft) >= wheelPixelsPerSize; this.#wheelLeft -= Math.sign(this.#wheelLeft) * wheelPixelsPerSize) {
        tools.grow(this.#wheelLeft > 0 ? -1 : 1);
      }
      return;
    }
    view.zoomBy(Math.exp(-pixels * (event.ctrlKey ? zoomPerPinchPixel : zoomPerWheelPixel)), at);
    cursor.moveTo(at, toImagePoint(view.transform, at));
  }

  holdSpace(isHeld: boolean): void {
    this.#spaceHeld = isHeld;
    if (this.#gesture.name !== 'moving') this.#app.cursor.moving = isHeld;
  }

  #hover(event: PointerEvent, origin: ScreenPoint): void {
    const { tools, view } = this.#app;
    if (!tools.current?.hover) return;
    const target = toolTarget(this.#app, tools.current);
    if (!target) return;
    tools.current.hover(toolPointOf(event, origin, view.transform), target);
    this.#showPreview(tools.current);
  }

  #beginTool(event: PointerEvent): boolean {
    const { tools, view } = this.#app;
    if (event.button !== mainButton && event.button !== penEraserButton) return false;
    const tool = event.button === penEraserButton ? tools.eraser : tools.current;
    const target = toolTarget(this.#app, tool);
    if (!tool || !target) return false;
    this.#gesture = { name: 'tool', pointerId: event.pointerId, tool };
    this.#app.gestureImageId = target.image.record.id;
    tools.message = null;
    tool.pointerDown(toolPointOf(event, this.#origin(), view.transform), target);
    this.#showPreview(tool);
    return true;
  }

  /** The second finger came: what the first began was no stroke. */
  #beginPinch(): void {
    if (this.#gesture.name === 'tool') {
      this.#gesture.tool.cancel();
      this.#showPreview(this.#gesture.tool);
      this.#release();
    }
    this.#gesture = { name: 'pinching' };
    this.#app.cursor.moving = true;
  }

  #showPreview(tool: Tool | null): void {
    this.#app.tools.showPreview(tool, this.#app.images.current?.record.id ?? null);
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

function placeOf({ clientX, clientY, shiftKey, altKey, ctrlKey, metaKey }: MouseEvent): Pick<MouseEvent, 'clientX' | 'clientY' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'> {
  return { clientX, clientY, shiftKey, altKey, ctrlKey, metaKey };
}
