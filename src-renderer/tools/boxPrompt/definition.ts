import ScanSearch from '@lucide/svelte/icons/scan-search';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import BoxPromptOptions from './BoxPromptOptions.svelte';
import { BoxPromptTool } from './BoxPromptTool.ts';

export const boxPromptDefinition: ToolDefinition = {
  name: 'boxPrompt',
  group: 'assist',
  key: 'R',
  label: words.assist.boxPrompt.name,
  tip: words.assist.boxPrompt.tip,
  icon: ScanSearch,
  pointer: 'cross',
  takesClass: true,
  make: () => new BoxPromptTool(),
  options: BoxPromptOptions,
};
