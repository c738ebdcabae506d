import Sprout from '@lucide/svelte/icons/sprout';
import { words } from '../../messages/messages.ts';
import { SeedTool } from '../assist/SeedTool.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import { probabilityGrowth } from './probabilityGrowth.ts';
import RegionGrowOptions from './RegionGrowOptions.svelte';

export const regionGrowDefinition: ToolDefinition = {
  name: 'regionGrow',
  group: 'assist',
  key: 'Y',
  label: words.assist.regionGrow.name,
  tip: words.assist.regionGrow.tip,
  icon: Sprout,
  pointer: 'cross',
  takesClass: true,
  make: () => new SeedTool(probabilityGrowth),
  options: RegionGrowOptions,
};
