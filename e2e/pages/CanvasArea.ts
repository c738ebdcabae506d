import type { Locator, Page } from '@playwright/test';

/** A place on the canvas as shares of its width and height, 0 … 1: (0.5, 0.5) is its middle. */
export interface CanvasPlace {
  readonly x: number;
  readonly y: number;
}

/** The image with everything that lies over it. */
export class CanvasArea {
  readonly page: Page;
  readonly surface: Locator;
  /** Zoom, place, sample value, class and map value under the pointer. */
  readonly readout: Locator;
  readonly legend: Locator;
  readonly loading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.surface = page.getByRole('application', { name: 'Image canvas' });
    this.readout = page.getByTestId('cursor-readout');
    this.legend = page.getByTestId('legend');
    this.loading = page.getByRole('progressbar', { name: 'Loading the image …' });
  }

  async pointAt(place: CanvasPlace): Promise<void> {
    const { x, y } = await this.#onScreen(place);
    await this.page.mouse.move(x, y);
  }

  /** Draws one stroke with the tool in hand. */
  async stroke(from: CanvasPlace, to: CanvasPlace): Promise<void> {
    await this.pointAt(from);
    await this.page.mouse.down();
    const end = await this.#onScreen(to);
    await this.page.mouse.move(end.x, end.y, { steps: 12 });
    await this.page.mouse.up();
  }

  /** Presses a key where the canvas has the focus. */
  async press(key: string): Promise<void> {
    await this.surface.press(key);
  }

  async #onScreen(place: CanvasPlace): Promise<{ x: number; y: number }> {
    const box = await this.surface.boundingBox();
    if (!box) throw new Error('the canvas is not on screen');
    return { x: box.x + place.x * box.width, y: box.y + place.y * box.height };
  }
}
