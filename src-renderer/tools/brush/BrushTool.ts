import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { StrokeTool } from '../stroke/StrokeTool.ts';

/** Paints the chosen class; with Alt it erases. */
export class BrushTool extends StrokeTool {
  constructor() {
    super((at, target) => (at.modifiers.alt ? unlabelled : target.classIndex));
  }
}
