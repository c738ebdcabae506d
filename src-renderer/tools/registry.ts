import { assistDefinitions } from './assistDefinitions.ts';
import { brushDefinition } from './brush/definition.ts';
import { eraserDefinition } from './eraser/definition.ts';
import { fillDefinition } from './fill/definition.ts';
import { lassoDefinition } from './lasso/definition.ts';
import { lookDefinition } from './look/definition.ts';
import { polygonDefinition } from './polygon/definition.ts';
import { selectDefinition } from './select/definition.ts';
import type { ToolDefinition } from './ToolDefinition.ts';

/** Every tool, in the order of the rail. */
export const toolDefinitions: readonly ToolDefinition[] = [
  lookDefinition,
  selectDefinition,
  brushDefinition,
  eraserDefinition,
  polygonDefinition,
  lassoDefinition,
  fillDefinition,
  ...assistDefinitions,
];
