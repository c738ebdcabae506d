import { BrushTool } from './brush/BrushTool.ts';
import { EraserTool } from './eraser/EraserTool.ts';
import { nextBrushDiameter, largestDiameterImagePx } from './brushSizes.ts';
import { isNumberWithin, readStored, writeStored } from '../app/stored.ts';
import type { Tool } from './Tool.ts';

export const toolNames = ['look', 'brush', 'eraser'] as const;
export type ToolName = (typeof toolNames)[number];

/** The tool in hand, its size and its class. `look` drags the image and changes nothing. */
export class ToolState {
  name: ToolName = $state('look');
  /** Image pixels. */
  diameterImagePx = $state(readStored('brushDiameter', isNumberWithin(1, largestDiameterImagePx), 12));
  classIndex = $state(1);
  readonly radiusImagePx = $derived(this.diameterImagePx / 2);
  readonly #tools: Readonly<Record<Exclude<ToolName, 'look'>, Tool>> = { brush: new BrushTool(), eraser: new EraserTool() };

  /** The state machine in hand, or null while looking. */
  get current(): Tool | null {
    return this.name === 'look' ? null : this.#tools[this.name];
  }

  take(name: ToolName): void {
    if (name !== this.name) this.current?.cancel();
    this.name = name;
  }

  /** Takes the class; looking or erasing turns to the brush, for a class is there to be painted. */
  takeClass(classIndex: number): void {
    this.classIndex = classIndex;
    this.take('brush');
  }

  grow(direction: 1 | -1): void {
    this.setDiameter(nextBrushDiameter(this.diameterImagePx, direction));
  }

  setDiameter(diameterImagePx: number): void {
    this.diameterImagePx = Math.min(Math.max(Math.round(diameterImagePx), 1), largestDiameterImagePx);
    writeStored('brushDiameter', this.diameterImagePx);
  }
}
