import { StrokeGesture } from '../stroke/StrokeGesture.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'painting'; readonly gesture: StrokeGesture; readonly target: ToolTarget };

/** Paints the chosen class. Idle until the pointer goes down, painting until it comes up. */
export class BrushTool implements Tool {
  #state: State = { name: 'idle' };

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    if (this.#state.name === 'painting') return;
    this.#state = { name: 'painting', gesture: new StrokeGesture(at, target, target.classIndex), target };
  }

  pointerMove(path: readonly ToolPoint[]): void {
    if (this.#state.name === 'painting') this.#state.gesture.follow(path);
  }

  pointerUp(): void {
    if (this.#state.name !== 'painting') return;
    const { gesture, target } = this.#state;
    this.#state = { name: 'idle' };
    target.commit({ tool: 'brush', classIndex: target.classIndex, diff: gesture.finish() });
  }

  cancel(): void {
    if (this.#state.name === 'painting') this.#state.gesture.takeBack();
    this.#state = { name: 'idle' };
  }
}
