import PaintBucket from '@lucide/svelte/icons/paint-bucket';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import { FillTool } from './FillTool.ts';

export const fillDefinition: ToolDefinition = {
  name: 'fill',
  group: 'area',
  key: 'G',
  label: words.tools.fill,
  tip: words.tools.fillTip,
  icon: PaintBucket,
  pointer: 'cross',
  takesClass: true,
  make: () => new FillTool(),
};
