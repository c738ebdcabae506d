import type { ImagePoint } from '../../../src-main/core/geometry.ts';
import { shapeChange, shapeRule } from '../../../src-main/core/labels/shapeChange.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'drawing'; readonly points: ImagePoint[]; readonly target: ToolTarget; readonly erases: boolean };

/** Paints what a line drawn by hand encloses, closed by a straight line when the pointer comes up; with Alt it erases. */
export class LassoTool implements Tool {
  #state: State = { name: 'idle' };

  get preview(): ToolPreview | null {
    if (this.#state.name === 'idle') return null;
    const { points, erases } = this.#state;
    return { lines: [{ points, closed: true, look: erases ? 'erasing' : 'sure' }] };
  }

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    if (this.#state.name === 'idle') this.#state = { name: 'drawing', points: [at.point], target, erases: at.modifiers.alt };
  }

  pointerMove(path: readonly ToolPoint[]): void {
    if (this.#state.name === 'drawing') this.#state.points.push(...path.map(({ point }) => point));
  }

  pointerUp(): void {
    if (this.#state.name !== 'drawing') return;
    const { points, target, erases } = this.#state;
    this.#state = { name: 'idle' };
    const rule = shapeRule(erases, target.classIndex, target.separateObjects);
    target.apply({ tool: 'lasso', classIndex: rule.classIndex, change: shapeChange(target.labels, points, rule) });
  }

  cancel(): void {
    this.#state = { name: 'idle' };
  }
}
