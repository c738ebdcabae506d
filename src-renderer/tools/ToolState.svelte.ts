import { isNumberWithin, isOneOf, readStored, writeStored } from '../app/stored.ts';
import { brushShapes, largestDiameterImagePx, nextBrushDiameter } from './brushSizes.ts';
import type { BrushShape } from '../../src-main/core/labels/brush.ts';
import { toolDefinitions } from './registry.ts';
import { SelectionState } from './selection/SelectionState.svelte.ts';
import type { Tool } from './Tool.ts';
import type { ToolDefinition, ToolName } from './ToolDefinition.ts';
import type { ToolPreview } from './ToolPreview.ts';

/** The tool in hand, its size, its class and what it shows; and the objects that are selected. */
export class ToolState {
  name: ToolName = $state('look');
  /** Image pixels. */
  diameterImagePx = $state(readStored('brushDiameter', isNumberWithin(1, largestDiameterImagePx), 12));
  shape: BrushShape = $state(readStored('brushShape', isOneOf(brushShapes), 'round'));
  /** Whether each stroke that begins on no object of its class becomes one of its own. */
  separateObjects = $state(readStored('separateObjects', isOneOf(['on', 'off']), 'off') === 'on');
  /** The class last taken; it is in hand as long as it is offered. */
  #takenClass = $state(1);
  /** The class in hand: what is painted with. */
  readonly classIndex: number = $derived.by(() => {
    const offered = this.#offered();
    const isOffered = offered.length === 0 || offered.includes(this.#takenClass);
    return isOffered ? this.#takenClass : (offered.find((index) => index > 0) ?? offered[0]!);
  });
  /** Drawn over the image of `previewImageId`. */
  preview: ToolPreview | null = $state.raw(null);
  previewImageId: string | null = $state(null);
  /** What the tool in hand has to say. */
  message: string | null = $state(null);
  readonly selection = new SelectionState();
  readonly radiusImagePx = $derived(this.diameterImagePx / 2);
  readonly #offered: () => readonly number[];
  readonly #tools = new Map<ToolName, Tool | null>(toolDefinitions.map(({ name, make }) => [name, make({ selection: this.selection })]));

  /** @param offered indices of the classes that may be painted; empty while no project is open */
  constructor(offered: () => readonly number[]) {
    this.#offered = offered;
  }

  get definition(): ToolDefinition {
    return toolDefinitions.find(({ name }) => name === this.name)!;
  }

  /** The state machine in hand, or null while looking. */
  get current(): Tool | null {
    return this.#tools.get(this.name) ?? null;
  }

  /** What the other end of a pen does, whatever is in hand. */
  get eraser(): Tool {
    return this.#tools.get('eraser')!;
  }

  /** The state machine of a tool, for commands that work through it. */
  tool(name: ToolName): Tool | null {
    return this.#tools.get(name) ?? null;
  }

  take(name: ToolName): void {
    if (name === this.name) return;
    this.current?.cancel();
    this.current?.leave?.();
    this.preview = null;
    this.message = null;
    this.name = name;
  }

  /** Takes the class; a tool that has no use for it makes way for the brush, for a class is there to be painted. */
  takeClass(classIndex: number): void {
    this.#takenClass = classIndex;
    if (!this.definition.takesClass) this.take('brush');
  }

  grow(direction: 1 | -1): void {
    this.setDiameter(nextBrushDiameter(this.diameterImagePx, direction));
  }

  setDiameter(diameterImagePx: number): void {
    this.diameterImagePx = Math.min(Math.max(Math.round(diameterImagePx), 1), largestDiameterImagePx);
    writeStored('brushDiameter', this.diameterImagePx);
  }

  setShape(shape: BrushShape): void {
    this.shape = shape;
    writeStored('brushShape', shape);
  }

  setSeparateObjects(isOn: boolean): void {
    this.separateObjects = isOn;
    writeStored('separateObjects', isOn ? 'on' : 'off');
  }

  /** Shows what a tool has to show on an image. */
  showPreview(tool: Tool | null, imageId: string | null): void {
    this.preview = tool?.preview ?? null;
    this.previewImageId = imageId;
  }
}
