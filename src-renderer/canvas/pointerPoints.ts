import type { Modifiers, ToolPoint } from '../tools/Tool.ts';
import { toImagePoint } from './viewTransform.ts';
import type { ScreenPoint, ViewTransform } from './viewTransform.ts';

type PointerPlace = Pick<PointerEvent, 'clientX' | 'clientY' | 'pressure' | 'pointerType' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** @param origin the canvas's corner, in the client's pixels */
export function screenPointOf(event: Pick<MouseEvent, 'clientX' | 'clientY'>, origin: ScreenPoint): ScreenPoint {
  return { x: event.clientX - origin.x, y: event.clientY - origin.y };
}

/** Command counts as Ctrl. */
export function modifiersOf(event: Pick<MouseEvent, 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey };
}

/** Only pens tell pressure; a mouse always says 0.5, a finger its area. */
export function toolPointOf(event: PointerPlace, origin: ScreenPoint, view: ViewTransform): ToolPoint {
  const isPen = event.pointerType === 'pen' && event.pressure > 0;
  return { point: toImagePoint(view, screenPointOf(event, origin)), pressure: isPen ? event.pressure : 1, modifiers: modifiersOf(event) };
}

/** Every place the pointer passed since the last event, oldest first. */
export function pathOf(event: PointerEvent, origin: ScreenPoint, view: ViewTransform): ToolPoint[] {
  const passed = event.getCoalescedEvents();
  return (passed.length > 0 ? passed : [event]).map((place) => toolPointOf(place, origin, view));
}
