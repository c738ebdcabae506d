import { expect } from '@playwright/test';
import type { WorkspacePage } from './WorkspacePage.ts';

/** Share of the canvas's shorter side that the window leaves free around a fitted image. */
const fitMargin = 0.04;
/** CSS pixels an image pixel, at most. */
const largestScale = 64;

/** The image fitted to the canvas, so that a test can point at the middle of any of its pixels. */
export class FittedImage {
  readonly #workspace: WorkspacePage;
  readonly #width: number;
  readonly #height: number;

  constructor(workspace: WorkspacePage, size: { readonly width: number; readonly height: number }) {
    this.#workspace = workspace;
    this.#width = size.width;
    this.#height = size.height;
  }

  async fit(): Promise<void> {
    await this.#workspace.canvas.press('0');
    await expect(async () => this.pointAt(Math.floor(this.#width / 2), Math.floor(this.#height / 2))).toPass();
  }

  /** Points at a pixel's middle, and makes sure that the window takes it for this pixel. */
  async pointAt(x: number, y: number): Promise<void> {
    const at = await this.#place(x, y);
    await this.#workspace.page.mouse.move(at.x, at.y);
    await expect(this.#workspace.canvas.readout).toContainText(`x ${x}  y ${y}`, { timeout: 2000, useInnerText: true });
  }

  async click(x: number, y: number): Promise<void> {
    await this.pointAt(x, y);
    await this.#workspace.page.mouse.down();
    await this.#workspace.page.mouse.up();
  }

  /** Drags from the middle of a pixel to that of another. */
  async drag(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }): Promise<void> {
    await this.pointAt(from.x, from.y);
    await this.#workspace.page.mouse.down();
    const end = await this.#place(to.x, to.y);
    await this.#workspace.page.mouse.move(end.x, end.y, { steps: 6 });
    await this.#workspace.page.mouse.up();
  }

  async #place(x: number, y: number): Promise<{ x: number; y: number }> {
    const box = await this.#workspace.canvas.surface.boundingBox();
    if (!box) throw new Error('the canvas is not on screen');
    const margin = Math.min(box.width, box.height) * fitMargin;
    const fitting = Math.min((box.width - 2 * margin) / this.#width, (box.height - 2 * margin) / this.#height);
    const scale = Math.min(fitting, largestScale);
    return {
      x: box.x + box.width / 2 + (x + 0.5 - this.#width / 2) * scale,
      y: box.y + box.height / 2 + (y + 0.5 - this.#height / 2) * scale,
    };
  }
}
