import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Milliseconds of one pointer move while a stroke is drawn. */
export interface MoveTimes {
  /** From the page getting the event to the frame with its paint being handed to the screen. */
  readonly toFrame: number;
  /** From the pointer's own time of the event, which adds the browser's wait for the next frame. */
  readonly fromPointer: number;
}

export interface StrokeOptions {
  readonly url: string;
  /** Chromium's program; undefined takes Playwright's own. */
  readonly executablePath: string | undefined;
  readonly strokes: number;
  readonly movesPerStroke: number;
  /** `pixelForPixel` shows the image larger than the view; `fit` shows all of it. */
  readonly zoom: 'fit' | 'pixelForPixel';
}

const browserOptions = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'];

/** Draws strokes in the program's own window and times every move. */
export async function measureStrokes(options: StrokeOptions): Promise<MoveTimes[]> {
  const browser = await chromium.launch({ args: browserOptions, ...(options.executablePath ? { executablePath: options.executablePath } : {}) });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(options.url);
    const canvas = page.getByRole('application', { name: 'Image canvas' });
    await page.getByTestId('legend').waitFor();
    await canvas.press(options.zoom === 'fit' ? '0' : 'Shift+0');
    await canvas.press('b');
    const box = (await canvas.boundingBox())!;
    // The first stroke, in which the browser compiles the code it runs, is not counted.
    await drawStroke(page, box, 0, options.movesPerStroke);
    await page.getByText(/^Saved /).waitFor();
    await watchMoves(page);
    for (let stroke = 0; stroke < options.strokes; stroke++) {
      await drawStroke(page, box, stroke / options.strokes, options.movesPerStroke);
      await page.getByText(/^Saved /).waitFor();
    }
    return await page.evaluate(() => (globalThis as unknown as { moveTimes: MoveTimes[] }).moveTimes);
  } finally {
    await browser.close();
  }
}

/** A wave across the view, one move a step. */
async function drawStroke(
  page: Page,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  share: number,
  moves: number,
): Promise<void> {
  const at = (step: number): [number, number] => [
    box.x + box.width * (0.25 + (0.5 * step) / moves),
    box.y + box.height * (0.2 + 0.6 * share) + 40 * Math.sin(step / 5),
  ];
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step <= moves; step++) await page.mouse.move(...at(step));
  await page.mouse.up();
}

/**
 * Times every move of a held pointer. The listener runs before the program's own, and a message sent from the frame's
 * first callback arrives only when the frame is done: callbacks, layout and paint.
 */
async function watchMoves(page: Page): Promise<void> {
  await page.evaluate(() => {
    const page = globalThis as unknown as PageGlobals;
    const times: MoveTimes[] = [];
    Object.assign(globalThis, { moveTimes: times });
    /** Calls back once everything that is due now has run. */
    const after = (call: () => void): void => {
      const channel = new page.MessageChannel();
      channel.port1.onmessage = call;
      channel.port2.postMessage(null);
    };
    page.addEventListener(
      'pointermove',
      (event) => {
        if (event.buttons === 0) return;
        const began = performance.now();
        page.requestAnimationFrame(() =>
          after(() => {
            const done = performance.now();
            times.push({ toFrame: done - began, fromPointer: done - event.timeStamp });
          }),
        );
      },
      { capture: true },
    );
  });
}

/** The little of the DOM that is needed here; benchmarks are compiled without it. */
interface PageGlobals {
  readonly MessageChannel: new () => { readonly port1: { onmessage: () => void }; readonly port2: { postMessage(message: null): void } };
  addEventListener(
    type: 'pointermove',
    listener: (event: { readonly buttons: number; readonly timeStamp: number }) => void,
    options: { readonly capture: true },
  ): void;
  requestAnimationFrame(call: () => void): void;
}
