import Contrast from '@lucide/svelte/icons/contrast';
import { compute } from '../../compute/compute.ts';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import ThresholdOptions from './ThresholdOptions.svelte';
import { ThresholdTool } from './ThresholdTool.ts';

export const thresholdDefinition: ToolDefinition = {
  name: 'threshold',
  group: 'assist',
  key: 'T',
  label: words.assist.threshold.name,
  tip: words.assist.threshold.tip,
  icon: Contrast,
  pointer: 'cross',
  takesClass: true,
  make: () => new ThresholdTool(compute),
  options: ThresholdOptions,
};
