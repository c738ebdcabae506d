import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { StrokeGesture } from '../stroke/StrokeGesture.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'erasing'; readonly gesture: StrokeGesture; readonly target: ToolTarget };

/** Takes labels away: the pixels are then not labelled, which is not the same as background. */
export class EraserTool implements Tool {
  #state: State = { name: 'idle' };

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    if (this.#state.name === 'erasing') return;
    this.#state = { name: 'erasing', gesture: new StrokeGesture(at, target, unlabelled), target };
  }

  pointerMove(path: readonly ToolPoint[]): void {
    if (this.#state.name === 'erasing') this.#state.gesture.follow(path);
  }

  pointerUp(): void {
    if (this.#state.name !== 'erasing') return;
    const { gesture, target } = this.#state;
    this.#state = { name: 'idle' };
    target.commit({ tool: 'eraser', classIndex: unlabelled, diff: gesture.finish() });
  }

  cancel(): void {
    if (this.#state.name === 'erasing') this.#state.gesture.takeBack();
    this.#state = { name: 'idle' };
  }
}
