import MousePointer2 from '@lucide/svelte/icons/mouse-pointer-2';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import SelectionOptions from '../selection/SelectionOptions.svelte';
import { SelectTool } from './SelectTool.ts';

export const selectDefinition: ToolDefinition = {
  name: 'select',
  group: 'hand',
  key: 'V',
  label: words.tools.select,
  tip: words.tools.selectTip,
  icon: MousePointer2,
  pointer: 'arrow',
  takesClass: true,
  make: ({ selection }) => new SelectTool(() => selection),
  options: SelectionOptions,
};
