import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The pixels of the canvas's picture, and where the image lies on it when the window has arranged it. */
export class Picture {
  readonly canvas: Locator;
  readonly surface: Locator;
  readonly zoom: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.surface = page.getByRole('application', { name: 'Image canvas' });
    this.canvas = this.surface.locator('canvas[data-picture]').first();
    this.zoom = page.getByTestId('cursor-readout').getByText(/^\d+ %$/);
  }

  /** Waits until everything that is seen has come at its full sharpness. */
  async whenSharp(): Promise<void> {
    await expect(this.canvas).toHaveAttribute('data-picture', 'sharp');
  }

  /** Waits until a zoom on its way has arrived. */
  async whenZoomIs(percent: number): Promise<void> {
    await expect(this.zoom).toHaveText(`${percent} %`);
    await this.whenSharp();
  }

  size(): Promise<{ readonly width: number; readonly height: number }> {
    return this.canvas.evaluate((element) => ({ width: (element as HTMLCanvasElement).width, height: (element as HTMLCanvasElement).height }));
  }

  /** Red of a row of the canvas's pixels: what grey images are. */
  async row(y: number, x = 0, width?: number): Promise<number[]> {
    return this.canvas.evaluate(
      (element, at) => {
        const canvas = element as HTMLCanvasElement;
        const { data } = canvas.getContext('2d')!.getImageData(at.x, at.y, at.width ?? canvas.width - at.x, 1);
        return Array.from({ length: data.length / 4 }, (_, index) => data[index * 4]!);
      },
      { x, y, width },
    );
  }

  async colourAt(x: number, y: number): Promise<readonly number[]> {
    return this.canvas.evaluate(
      (element, at) => Array.from((element as HTMLCanvasElement).getContext('2d')!.getImageData(at.x, at.y, 1, 1).data),
      { x, y },
    );
  }

  /** Puts the pointer over a pixel of the canvas. */
  async point(x: number, y: number): Promise<void> {
    const box = (await this.surface.boundingBox())!;
    await this.#page.mouse.move(box.x + x, box.y + y);
  }

  /** Moves the image with the middle button. */
  async drag(deltaX: number, deltaY: number): Promise<void> {
    const { width, height } = await this.size();
    await this.point(width / 2, height / 2);
    await this.#page.mouse.down({ button: 'middle' });
    await this.point(width / 2 + deltaX, height / 2 + deltaY);
    await this.#page.mouse.up({ button: 'middle' });
  }
}

/**
 * Where an image's corner lies on the canvas while its middle is in the middle of the view.
 * @param scale canvas pixels an image pixel
 */
export function centredCorner(canvas: { readonly width: number; readonly height: number }, image: { readonly width: number; readonly height: number }, scale: number): { readonly x: number; readonly y: number } {
  return { x: Math.round((canvas.width - image.width * scale) / 2), y: Math.round((canvas.height - image.height * scale) / 2) };
}
