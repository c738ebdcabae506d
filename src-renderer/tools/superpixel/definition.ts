import Grid3x2 from '@lucide/svelte/icons/grid-3x2';
import { words } from '../../messages/messages.ts';
import { compute } from '../../compute/compute.ts';
import { ProposalBrush } from '../assist/ProposalBrush.ts';
import { pressedRadius } from '../stroke/StrokeGesture.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';
import { SuperpixelCache } from './SuperpixelCache.ts';
import SuperpixelOptions from './SuperpixelOptions.svelte';
import { SuperpixelProposer } from './SuperpixelProposer.ts';

export const superpixelDefinition: ToolDefinition = {
  name: 'superpixel',
  group: 'assist',
  key: 'S',
  label: words.assist.superpixel.name,
  tip: words.assist.superpixel.tip,
  icon: Grid3x2,
  pointer: 'brush',
  takesClass: true,
  make: () => new ProposalBrush(new SuperpixelProposer(new SuperpixelCache(compute)), pressedRadius),
  options: SuperpixelOptions,
};
