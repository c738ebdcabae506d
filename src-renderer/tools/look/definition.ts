import Hand from '@lucide/svelte/icons/hand';
import { words } from '../../messages/messages.ts';
import type { ToolDefinition } from '../ToolDefinition.ts';

export const lookDefinition: ToolDefinition = {
  name: 'look',
  group: 'hand',
  key: 'Shift+L',
  label: words.tools.look,
  tip: words.tools.lookTip,
  icon: Hand,
  pointer: 'hand',
  takesClass: false,
  make: () => null,
};
