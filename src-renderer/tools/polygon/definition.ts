import Hexagon from '@lucide/svelte/icons/hexagon';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import { PolygonTool } from './PolygonTool.ts';

export const polygonDefinition: ToolDefinition = {
  name: 'polygon',
  group: 'area',
  key: 'P',
  label: words.tools.polygon,
  tip: words.tools.polygonTip,
  icon: Hexagon,
  pointer: 'cross',
  takesClass: true,
  make: () => new PolygonTool(),
};
