import Brush from '@lucide/svelte/icons/brush';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import { BrushTool } from './BrushTool.ts';

export const brushDefinition: ToolDefinition = {
  name: 'brush',
  group: 'draw',
  key: 'B',
  label: words.tools.brush,
  tip: words.tools.brushTip,
  icon: Brush,
  pointer: 'brush',
  takesClass: true,
  make: () => new BrushTool(),
};
