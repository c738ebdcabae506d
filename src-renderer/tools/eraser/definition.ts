import Eraser from '@lucide/svelte/icons/eraser';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import { EraserTool } from './EraserTool.ts';

export const eraserDefinition: ToolDefinition = {
  name: 'eraser',
  group: 'draw',
  key: 'E',
  label: words.tools.eraser,
  tip: words.tools.eraserTip,
  icon: Eraser,
  pointer: 'brush',
  takesClass: false,
  make: () => new EraserTool(),
};
