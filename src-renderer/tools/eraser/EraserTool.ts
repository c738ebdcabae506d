import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { StrokeTool } from '../stroke/StrokeTool.ts';

/** Takes labels away: the pixels are then not labelled, which is not the same as background. */
export class EraserTool extends StrokeTool {
  constructor() {
    super(() => unlabelled);
  }
}
