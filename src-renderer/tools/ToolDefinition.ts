import type { Component } from 'svelte';
import type { SelectionState } from './selection/SelectionState.svelte.ts';
import type { Tool } from './Tool.ts';

export const toolNames = [
  'look',
  'select',
  'brush',
  'eraser',
  'polygon',
  'lasso',
  'fill',
  'wand',
  'superpixel',
  'smartBrush',
  'threshold',
  'boxPrompt',
  'regionGrow',
] as const;
export type ToolName = (typeof toolNames)[number];

/** Tools stand in the rail by what they are for. */
export type ToolGroup = 'hand' | 'draw' | 'area' | 'assist';

/** All that the window knows of a tool: its button, key, pointer and options come from here. */
export interface ToolDefinition {
  readonly name: ToolName;
  readonly group: ToolGroup;
  /** Key combination as `keyOfEvent` names it. */
  readonly key: string;
  readonly label: string;
  /** What it does, in a few words. */
  readonly tip: string;
  readonly icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  /** `brush` shows the brush's rim; `none` draws the image's own hand. */
  readonly pointer: 'brush' | 'cross' | 'arrow' | 'hand';
  /** Whether it works with a class: choosing one then keeps the tool in hand, else it turns to the brush. */
  readonly takesClass: boolean;
  /** Null for a tool that only moves the image. */
  readonly make: (parts: { readonly selection: SelectionState }) => Tool | null;
  /** What can be set about it, shown in the bar above the canvas. */
  readonly options?: Component;
}
