import { boxPromptDefinition } from './boxPrompt/definition.ts';
import { regionGrowDefinition } from './regionGrow/definition.ts';
import { smartBrushDefinition } from './smartBrush/definition.ts';
import { superpixelDefinition } from './superpixel/definition.ts';
import { thresholdDefinition } from './threshold/definition.ts';
import type { ToolDefinition } from './ToolDefinition.ts';
import { wandDefinition } from './wand/definition.ts';

/** Tools that propose: by colour, by a classifier, by the networks. */
export const assistDefinitions: readonly ToolDefinition[] = [
  wandDefinition,
  superpixelDefinition,
  smartBrushDefinition,
  thresholdDefinition,
  boxPromptDefinition,
  regionGrowDefinition,
];
