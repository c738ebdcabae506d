import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { ImagePoint } from '../../src-main/core/geometry.ts';
import { applyChange } from '../../src-main/core/labels/LabelChange.ts';
import type { LabelChange } from '../../src-main/core/labels/LabelChange.ts';
import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import type { LabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import { drawnPlane } from '../../src-main/core/labels/testing/pictures.ts';
import { fitView, onWholePixels, toImagePoint, toScreenPoint } from '../../src-renderer/canvas/viewTransform.ts';
import { readLabels } from '../data/readPixels.ts';
import type { Program } from '../hosts/Program.ts';
import type { WorkspacePage } from './WorkspacePage.ts';

export interface BenchImage {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A place that a pen touches with a pressure of 0 … 1; multiples of 1/4 reach the window as they are. */
export interface PenPlace extends ImagePoint {
  readonly pressure: number;
}

/** A click or a drag may be made with keys held. */
export type HeldKeys = readonly ('Shift' | 'Alt' | 'Control')[];

/**
 * Draws with the real pointer on one fitted image and foretells with the tools' own pure functions what that leaves in the
 * labels. Places are given in image pixels; the pointer goes to the nearest whole pixel of the screen, and what that is in
 * the image is handed back for the prediction.
 */
export class DrawingBench {
  readonly page: Page;
  readonly #workspace: WorkspacePage;
  readonly #program: Program;
  readonly #image: BenchImage;
  /** The labels as the pure functions foretell them. */
  readonly expected: LabelPlanes;

  constructor(workspace: WorkspacePage, program: Program, image: BenchImage) {
    this.page = workspace.page;
    this.#workspace = workspace;
    this.#program = program;
    this.#image = image;
    this.expected = emptyLabelPlanes(image);
  }

  /** The bar of the tool in hand. */
  get options(): Locator {
    return this.page.getByRole('region', { name: 'Tool options' });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#workspace.canvas.press(key);
  }

  /** Sets the brush to a width by its keys. @param diameter image pixels */
  async setBrush(diameter: number): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      const now = Number.parseInt((await this.options.getByText(/^\d+ px$/).first().textContent()) ?? '', 10);
      if (now === diameter) return;
      await this.press(now > diameter ? '[' : ']');
    }
    throw new Error(`the brush does not come to ${diameter} px`);
  }

  /** A click. @returns where it was, in image pixels */
  async click(x: number, y: number, held: HeldKeys = []): Promise<ImagePoint> {
    return (await this.drag([{ x, y }], held))[0]!;
  }

  /** Presses at the first place, goes through the others, lets go at the last. @returns the places, in image pixels */
  async drag(places: readonly ImagePoint[], held: HeldKeys = []): Promise<ImagePoint[]> {
    const on = await Promise.all(places.map((place) => this.#place(place)));
    for (const key of held) await this.page.keyboard.down(key);
    await this.page.mouse.move(on[0]!.screen.x, on[0]!.screen.y);
    await this.page.mouse.down();
    for (const { screen } of on.slice(1)) await this.page.mouse.move(screen.x, screen.y);
    await this.page.mouse.up();
    for (const key of held) await this.page.keyboard.up(key);
    return on.map(({ point }) => point);
  }

  /** Draws with the tip of a pen, as the browser takes it from a tablet. @returns the places, in image pixels */
  async drawWithPen(places: readonly PenPlace[]): Promise<PenPlace[]> {
    const pen = await this.page.context().newCDPSession(this.page);
    const on = await Promise.all(places.map((place) => this.#place(place)));
    const send = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', at: number): Promise<void> => {
      const { x, y } = on[at]!.screen;
      const force = type === 'mouseReleased' ? 0 : places[at]!.pressure;
      await pen.send('Input.dispatchMouseEvent', { type, x, y, force, pointerType: 'pen', button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 });
    };
    await send('mousePressed', 0);
    for (let at = 1; at < on.length; at++) await send('mouseMoved', at);
    await send('mouseReleased', on.length - 1);
    await pen.detach();
    return on.map(({ point }, at) => ({ ...point, pressure: places[at]!.pressure }));
  }

  /** Draws with the other end of a pen: button 5 of Pointer Events, which no driver of browsers can press. @returns as `drawWithPen` */
  async eraseWithPen(places: readonly PenPlace[]): Promise<PenPlace[]> {
    const on = await Promise.all(places.map((place) => this.#place(place)));
    const path = on.map(({ screen }, at) => ({ clientX: screen.x, clientY: screen.y, pressure: places[at]!.pressure }));
    await this.#workspace.canvas.surface.evaluate((element, steps) => {
      const pen = { pointerId: 7, pointerType: 'pen', isPrimary: true, bubbles: true, cancelable: true };
      const touching = { ...pen, buttons: 32 };
      element.dispatchEvent(new PointerEvent('pointerdown', { ...touching, ...steps[0]!, button: 5 }));
      for (const step of steps.slice(1)) element.dispatchEvent(new PointerEvent('pointermove', { ...touching, ...step, button: -1 }));
      element.dispatchEvent(new PointerEvent('pointerup', { ...pen, ...steps.at(-1)!, pressure: 0, button: 5, buttons: 0 }));
    }, path);
    return on.map(({ point }, at) => ({ ...point, pressure: places[at]!.pressure }));
  }

  async pointAt(x: number, y: number): Promise<void> {
    const { screen } = await this.#place({ x, y });
    await this.page.mouse.move(screen.x, screen.y);
  }

  /** Puts a foretold change into the expected labels. */
  foretell(change: LabelChange | null): void {
    if (!change) throw new Error('the pure function foretells no change');
    applyChange(this.expected, change);
  }

  /** The stored labels and objects come to be exactly the foretold ones. @param name of the image. Default: the bench's own */
  async expectForetold(expected: LabelPlanes = this.expected, name = this.#image.name): Promise<void> {
    const stored = async (): Promise<string> => drawing(await readLabels(this.#program, name));
    await expect.poll(stored, { message: `the stored labels of ${name}` }).toBe(drawing(expected));
    await expect(this.#workspace.savedState).toHaveText(/^Saved/);
  }

  async #place({ x, y }: ImagePoint): Promise<{ readonly screen: ImagePoint; readonly point: ImagePoint }> {
    const box = await this.#workspace.canvas.surface.boundingBox();
    if (!box) throw new Error('the canvas is not on screen');
    const view = onWholePixels(fitView(this.#image, box), 1);
    const inCanvas = toScreenPoint(view, { x, y });
    const screen = { x: Math.round(box.x + inCanvas.x), y: Math.round(box.y + inCanvas.y) };
    return { screen, point: toImagePoint(view, { x: screen.x - box.x, y: screen.y - box.y }) };
  }
}

function drawing({ classes, objects }: LabelPlanes): string {
  return `${drawnPlane(classes)}\n\n${drawnPlane(objects)}`;
}
