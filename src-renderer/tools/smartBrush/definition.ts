import Sparkles from '@lucide/svelte/icons/sparkles';
import { words } from '../../messages/messages.ts';
import { compute } from '../../compute/compute.ts';
import { ProposalBrush } from '../assist/ProposalBrush.ts';
import { pressedRadius } from '../stroke/StrokeGesture.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import SmartBrushOptions from './SmartBrushOptions.svelte';
import { SmartProposer } from './SmartProposer.ts';

export const smartBrushDefinition: ToolDefinition = {
  name: 'smartBrush',
  group: 'assist',
  key: 'M',
  label: words.assist.smartBrush.name,
  tip: words.assist.smartBrush.tip,
  icon: Sparkles,
  pointer: 'brush',
  takesClass: true,
  make: () => new ProposalBrush(new SmartProposer(compute), pressedRadius),
  options: SmartBrushOptions,
};
