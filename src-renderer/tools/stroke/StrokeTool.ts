import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import { StrokeGesture } from './StrokeGesture.ts';

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'drawing'; readonly gesture: StrokeGesture; readonly target: ToolTarget; readonly value: number };

/**
 * Paints or erases along the pointer's way: idle until the pointer goes down, drawing until it comes up. With Shift the
 * stroke begins where the last one ended, which draws straight lines from click to click.
 */
export class StrokeTool implements Tool {
  #state: State = { name: 'idle' };
  #lastEnd: { readonly imageId: string; readonly at: ToolPoint } | null = null;
  #straight: ToolPreview | null = null;
  readonly #valueOf: (at: ToolPoint, target: ToolTarget) => number;

  /** @param valueOf what a stroke that begins so paints: a class index, or `unlabelled` */
  constructor(valueOf: (at: ToolPoint, target: ToolTarget) => number) {
    this.#valueOf = valueOf;
  }

  /** Where a straight line would go. */
  get preview(): ToolPreview | null {
    return this.#state.name === 'idle' ? this.#straight : null;
  }

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    if (this.#state.name === 'drawing') return;
    const begin = this.#lineStart(at, target);
    const value = this.#valueOf(at, target);
    const gesture = new StrokeGesture(begin ? { ...begin, pressure: at.pressure } : at, target, value);
    if (begin) gesture.follow([at]);
    this.#state = { name: 'drawing', gesture, target, value };
    this.#straight = null;
  }

  pointerMove(path: readonly ToolPoint[]): void {
    if (this.#state.name === 'drawing') this.#state.gesture.follow(path);
  }

  pointerUp(): void {
    if (this.#state.name !== 'drawing') return;
    const { gesture, target, value } = this.#state;
    this.#state = { name: 'idle' };
    this.#lastEnd = { imageId: target.image.record.id, at: gesture.last };
    target.commit({ tool: value === unlabelled ? 'eraser' : 'brush', classIndex: value, change: gesture.finish() });
  }

  cancel(): void {
    if (this.#state.name === 'drawing') this.#state.gesture.takeBack();
    this.#state = { name: 'idle' };
    this.#straight = null;
  }

  hover(at: ToolPoint, target: ToolTarget): void {
    const begin = this.#lineStart(at, target);
    this.#straight = begin && { lines: [{ points: [begin.point, at.point], closed: false, look: 'open' }] };
  }

  leave(): void {
    this.#straight = null;
  }

  #lineStart(at: ToolPoint, target: ToolTarget): ToolPoint | null {
    return at.modifiers.shift && this.#lastEnd?.imageId === target.image.record.id ? this.#lastEnd.at : null;
  }
}
