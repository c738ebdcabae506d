import Lasso from '@lucide/svelte/icons/lasso';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import { LassoTool } from './LassoTool.ts';

export const lassoDefinition: ToolDefinition = {
  name: 'lasso',
  group: 'area',
  key: 'L',
  label: words.tools.lasso,
  tip: words.tools.lassoTip,
  icon: Lasso,
  pointer: 'cross',
  takesClass: true,
  make: () => new LassoTool(),
};
