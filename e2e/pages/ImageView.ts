import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { CanvasPlace } from './CanvasArea.ts';

/** What `ImageView.keep` gives. */
export type KeptPicture = readonly string[];

/** Of a channel, 0 … 255. */
const invisibleDifference = 6;

/** How the image is seen: the Image tab's display, and what lies beside and over the image. */
export class ImageView {
  readonly page: Page;
  readonly surface: Locator;
  /** Black and white of the chosen channel. */
  readonly blackField: Locator;
  readonly whiteField: Locator;
  readonly blackLine: Locator;
  readonly whiteLine: Locator;
  readonly gammaSlider: Locator;
  readonly brightnessSlider: Locator;
  readonly windowNote: Locator;
  readonly channels: Locator;
  readonly scaleBar: Locator;
  readonly minimap: Locator;
  readonly minimapFrame: Locator;
  readonly pixelGrid: Locator;
  readonly sliceBar: Locator;
  readonly slicePosition: Locator;
  readonly sliceSlider: Locator;
  readonly compareBar: Locator;
  readonly secondPane: Locator;
  readonly linkedCross: Locator;
  readonly divider: Locator;

  constructor(page: Page) {
    this.page = page;
    this.surface = page.getByRole('application', { name: 'Image canvas' });
    this.blackField = page.getByRole('spinbutton', { name: /black at$/ });
    this.whiteField = page.getByRole('spinbutton', { name: /white at$/ });
    this.blackLine = page.getByTestId('histogram').getByRole('slider', { name: /black at$/ });
    this.whiteLine = page.getByTestId('histogram').getByRole('slider', { name: /white at$/ });
    this.gammaSlider = page.getByRole('slider', { name: 'Gamma', exact: true });
    this.brightnessSlider = page.getByRole('slider', { name: 'Brightness', exact: true });
    this.windowNote = page.getByTestId('window-note');
    this.channels = page.getByRole('list', { name: 'Channels' });
    this.scaleBar = page.getByTestId('scale-bar');
    this.minimap = page.getByTestId('minimap');
    this.minimapFrame = page.getByTestId('minimap-frame');
    this.pixelGrid = page.getByTestId('pixel-grid');
    this.sliceBar = page.getByTestId('slice-bar');
    this.slicePosition = page.getByTestId('slice-position');
    this.sliceSlider = this.sliceBar.getByRole('slider', { name: 'Slice' });
    this.compareBar = page.getByTestId('compare-bar');
    this.secondPane = page.getByTestId('second-pane');
    this.linkedCross = page.getByTestId('linked-cross');
    this.divider = page.getByRole('slider', { name: 'Divider of the comparison' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The slider of how strongly a layer is drawn. */
  opacityOf(layer: 'Labels' | 'Prediction' | 'Heat map of doubt'): Locator {
    return this.page.getByRole('region', { name: layer, exact: true }).getByRole('slider', { name: layer === 'Heat map of doubt' ? 'Opacity' : 'Fill opacity' });
  }

  /** How a layer of classes is drawn. */
  async setStyle(layer: 'Labels' | 'Prediction', style: 'Hidden' | 'Outline' | 'Fill' | 'Both'): Promise<void> {
    await this.page.getByRole('region', { name: layer, exact: true }).getByRole('radio', { name: style }).click();
  }

  /** Drags over the image with a button held. @param by shares of the canvas */
  async drag(from: CanvasPlace, by: CanvasPlace, button: 'left' | 'right'): Promise<void> {
    const box = await boxOf(this.surface);
    const start = { x: box.x + from.x * box.width, y: box.y + from.y * box.height };
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down({ button });
    await this.page.mouse.move(start.x + by.x * box.width, start.y + by.y * box.height, { steps: 5 });
  }

  /** The colour on the screen at a place of the canvas, without what lies above the picture. */
  async colourAt(place: CanvasPlace, pane: Locator = this.surface): Promise<readonly number[]> {
    return pane.evaluate((element, { x, y }) => {
      const canvas = element.querySelector('canvas')!;
      const colour = canvas.getContext('2d')!.getImageData(Math.round(canvas.width * x), Math.round(canvas.height * y), 1, 1).data;
      return Array.from(colour.slice(0, 3));
    }, place);
  }

  /** A number that changes with any pixel of a pane's picture, all that is drawn over it included. */
  async fingerprint(pane: Locator = this.surface): Promise<number> {
    return pane.evaluate((element) => {
      let sum = 0;
      for (const canvas of element.querySelectorAll('canvas')) {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        // FNV-1a over whole pixels: Fowler, Noll and Vo, RFC 9923.
        for (const pixel of new Uint32Array(data.buffer)) sum = Math.imul(sum ^ pixel, 0x01000193);
      }
      return sum;
    });
  }

  /** Waits until the picture is no more what it was. @returns what it is now */
  async whenChanged(before: number, pane: Locator = this.surface): Promise<number> {
    await expect.poll(() => this.fingerprint(pane), { message: 'the picture changes' }).not.toBe(before);
    return this.whenStill(pane);
  }

  /** Waits until all that is drawn has come, and two looks in a row are the same. */
  async whenStill(pane: Locator = this.surface): Promise<number> {
    let last = await this.fingerprint(pane);
    await expect
      .poll(
        async () => {
          const isWhole = await this.#isWhole(pane);
          const before = last;
          last = await this.fingerprint(pane);
          return isWhole && last === before;
        },
        { message: 'the picture is whole and still' },
      )
      .toBe(true);
    return last;
  }

  /** The whole and still picture, to be compared with later. @returns each canvas as a PNG address */
  async keep(pane: Locator = this.surface): Promise<KeptPicture> {
    await this.whenStill(pane);
    return pane.evaluate((element) => [...element.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()));
  }

  /**
   * Waits until the picture is the kept one again. Where it was drawn in parts, lines that cross their borders may be
   * smoothed otherwise by a shade that no eye sees.
   */
  async expectLike(kept: KeptPicture, message: string, pane: Locator = this.surface): Promise<void> {
    await expect.poll(() => this.#largestDifference(kept, pane), { message }).toBeLessThanOrEqual(invisibleDifference);
  }

  /** @returns the largest difference of any channel of any pixel, 0 … 255; 255 where a canvas has come, gone or another size */
  async #largestDifference(kept: KeptPicture, pane: Locator): Promise<number> {
    return pane.evaluate(async (element, addresses) => {
      const canvases = [...element.querySelectorAll('canvas')];
      if (canvases.length !== addresses.length) return 255;
      let largest = 0;
      for (const [index, canvas] of canvases.entries()) {
        const picture = new Image();
        picture.src = addresses[index]!;
        await picture.decode();
        if (picture.width !== canvas.width || picture.height !== canvas.height) return 255;
        const before = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
        before.drawImage(picture, 0, 0);
        const [was, is] = [before, canvas.getContext('2d')!].map((context) => context.getImageData(0, 0, canvas.width, canvas.height).data);
        for (let at = 0; at < is!.length; at++) largest = Math.max(largest, Math.abs(was![at]! - is![at]!));
      }
      return largest;
    }, kept);
  }

  /** Whether no part of the picture is still to be fetched or drawn, as the canvas itself says. */
  async #isWhole(pane: Locator): Promise<boolean> {
    return pane.evaluate((element) => [...element.querySelectorAll('canvas')].every(({ dataset }) => !['due', 'coarse'].includes(dataset['picture'] ?? 'none')));
  }

  /** Chooses what a side of the comparison shows. */
  async choose(side: 'Left' | 'Right', content: string): Promise<void> {
    await this.page.getByRole('combobox', { name: new RegExp(`^${side} side:`) }).click();
    await this.page.getByRole('option', { name: content, exact: true }).click();
  }
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on screen');
  return box;
}
