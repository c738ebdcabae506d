import type { Locator } from '@playwright/test';

/** The little of the DOM that is needed here; benchmarks are compiled without it. */
interface PageGlobals {
  readonly document: { querySelector(selector: string): unknown };
  readonly Event: new (type: string, options: { readonly bubbles: true }) => unknown;
  readonly MessageChannel: new () => { readonly port1: { onmessage: () => void }; readonly port2: { postMessage(message: null): void } };
  requestAnimationFrame(call: () => void): void;
}

interface PageElement {
  value: string;
  click(): void;
  dispatchEvent(event: unknown): void;
}

export interface FrameTimeOptions {
  /** Typed into the element; it is pressed where nothing is given. */
  readonly text?: string;
  /** What must be there in the frame: default, whatever the first frame shows. */
  readonly until?: string;
}

/**
 * Presses an element, or fills it, in the page itself.
 * @returns milliseconds to the end of the frame that shows what came of it: its callbacks, layout and paint
 */
export function timeToFrame(element: Locator, options: FrameTimeOptions = {}): Promise<number> {
  return element.evaluate(
    (found, { text, until }) => {
      const globals = globalThis as unknown as PageGlobals;
      const target = found as unknown as PageElement;
      const began = performance.now();
      if (text === undefined) target.click();
      else {
        target.value = text;
        target.dispatchEvent(new globals.Event('input', { bubbles: true }));
      }
      return new Promise<number>((resolve, reject) => {
        const look = (): void => {
          // A message sent from a frame's callback arrives only when the frame is done.
          globals.requestAnimationFrame(() => {
            const channel = new globals.MessageChannel();
            channel.port1.onmessage = () => {
              const elapsed = performance.now() - began;
              if (until === undefined || globals.document.querySelector(until)) resolve(elapsed);
              else if (elapsed > 30_000) reject(new Error(`${until} did not come`));
              else look();
            };
            channel.port2.postMessage(null);
          });
        };
        look();
      });
    },
    { ...options },
  );
}
