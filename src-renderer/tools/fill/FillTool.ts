import { fillChange } from '../../../src-main/core/labels/fill.ts';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { freshObject } from '../../../src-main/core/labels/LabelPlanes.ts';
import { paintFor } from '../../../src-main/core/labels/paint.ts';
import { words } from '../../messages/messages.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';

/** Fills the connected area of one label under the pointer with the chosen class; with Alt it erases it. */
export class FillTool implements Tool {
  pointerDown(at: ToolPoint, target: ToolTarget): void {
    const [x, y] = [Math.floor(at.point.x), Math.floor(at.point.y)];
    const classIndex = at.modifiers.alt ? unlabelled : target.classIndex;
    const { labels, separateObjects, visible } = target;
    const paint = paintFor(labels, x, y, { classIndex, separateObjects }, freshObject(labels));
    const change = fillChange(labels, { x, y, visible }, paint);
    target.tell(change ? null : words.tools.fillTooLarge);
    if (change) target.apply({ tool: 'fill', classIndex, change });
  }

  pointerMove(): void {
    // A fill is done at once.
  }

  pointerUp(): void {
    // A fill is done at once.
  }

  cancel(): void {
    // A fill is done at once.
  }
}
