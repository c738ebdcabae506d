import type { Page } from '@playwright/test';

/** The little of the DOM that is needed here; benchmarks are compiled without it. */
interface PageGlobals {
  readonly document: { querySelector(selector: string): { readonly dataset: Record<string, string | undefined> } | null };
  readonly MessageChannel: new () => { readonly port1: { onmessage: () => void }; readonly port2: { postMessage(message: null): void } };
  addEventListener(type: string, listener: (event: { readonly buttons: number; readonly key?: string; readonly timeStamp: number }) => void, options: { readonly capture: true }): void;
  requestAnimationFrame(call: () => void): void;
}

/** Milliseconds from an event to the frame that shows what came of it. */
export interface EventTime {
  /** From the page getting the event to the end of the frame: its callbacks, layout and paint. */
  readonly toFrame: number;
  /** From the device's own time of the event, which adds the browser's wait to hand it over. */
  readonly fromDevice: number;
}

/**
 * Times every event of a kind until a frame is done in which the canvas was drawn: and, where `untilSharp`, in which all
 * that it shows has come. The listener runs before the program's own, and a message sent from a frame's first callback
 * arrives only when the frame is done.
 */
export async function watchFrames(page: Page, event: 'pointermove' | 'keydown', untilSharp: boolean): Promise<void> {
  await page.evaluate(
    ({ type, untilSharp: mustBeSharp }) => {
      const globals = globalThis as unknown as PageGlobals;
      const times: EventTime[] = [];
      Object.assign(globalThis, { eventTimes: times });
      const state = (): { readonly frames: number; readonly picture: string } => {
        const dataset = globals.document.querySelector('canvas[data-picture]')?.dataset ?? {};
        return { frames: Number(dataset['frames'] ?? 0), picture: dataset['picture'] ?? '' };
      };
      /** Calls back when the next frame is done. */
      const afterFrame = (call: () => void): void => {
        globals.requestAnimationFrame(() => {
          const channel = new globals.MessageChannel();
          channel.port1.onmessage = call;
          channel.port2.postMessage(null);
        });
      };
      globals.addEventListener(
        type,
        (happened) => {
          if ((type === 'pointermove' && happened.buttons === 0) || happened.key === 'Shift') return;
          const began = performance.now();
          const { frames } = state();
          const look = (): void => {
            const now = state();
            const isDone = now.frames > frames && (!mustBeSharp || now.picture === 'sharp');
            const done = performance.now();
            if (isDone) times.push({ toFrame: done - began, fromDevice: done - happened.timeStamp });
            else if (done - began < 10_000) afterFrame(look);
          };
          afterFrame(look);
        },
        { capture: true },
      );
    },
    { type: event, untilSharp },
  );
}

/** @returns what was timed since the last call */
export function takeTimes(page: Page): Promise<EventTime[]> {
  return page.evaluate(() => (globalThis as unknown as { eventTimes: EventTime[] }).eventTimes.splice(0));
}

/** Waits until so many events have been timed. */
export async function whenTimed(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => (globalThis as unknown as { eventTimes: EventTime[] }).eventTimes.length >= wanted, count, { timeout: 60_000 });
}
