import WandSparkles from '@lucide/svelte/icons/wand-sparkles';
import { words } from '../../messages/messages.ts';
import { SeedTool } from '../assist/SeedTool.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import { wandGrowth } from './wandGrowth.ts';
import WandOptions from './WandOptions.svelte';

export const wandDefinition: ToolDefinition = {
  name: 'wand',
  group: 'assist',
  key: 'W',
  label: words.assist.wand.name,
  tip: words.assist.wand.tip,
  icon: WandSparkles,
  pointer: 'cross',
  takesClass: true,
  make: () => new SeedTool(wandGrowth),
  options: WandOptions,
};
